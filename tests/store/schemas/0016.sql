PRAGMA journal_mode = WAL;
PRAGMA application_id = 1986621540;
BEGIN;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE audit_head (
	id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO audit_head VALUES (1, 4, 'e85f3c4fa38a9339f30048a77863a0699653db184adbea38278dcb878b6646ec');
INSERT INTO alembic_version VALUES ('0016');
CREATE TABLE attachment (
	message INTEGER NOT NULL,
	place INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	media_type VARCHAR NOT NULL,
	size BIGINT NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_attachment PRIMARY KEY (message, place),
	CONSTRAINT fk_attachment_message FOREIGN KEY(message) REFERENCES message (number)
);
CREATE TABLE contact (
	address VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	place INTEGER NOT NULL,
	stranger BOOLEAN NOT NULL,
	CONSTRAINT pk_contact PRIMARY KEY (address)
);
CREATE TABLE desk (
	id INTEGER NOT NULL,
	client VARCHAR NOT NULL,
	"plan" VARCHAR NOT NULL,
	vip_from VARCHAR NOT NULL,
	vip_until VARCHAR,
	domains VARCHAR NOT NULL,
	agent VARCHAR NOT NULL,
	agent_address VARCHAR NOT NULL,
	secret BLOB NOT NULL,
	policy_version VARCHAR NOT NULL,
	CONSTRAINT pk_desk PRIMARY KEY (id)
);
CREATE TABLE draft (
	ticket INTEGER NOT NULL,
	author VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_draft PRIMARY KEY (ticket, author),
	CONSTRAINT fk_draft_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE event (
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	what VARCHAR NOT NULL,
	who VARCHAR NOT NULL,
	ticket INTEGER,
	detail VARCHAR NOT NULL,
	fact INTEGER, callback INTEGER, booking INTEGER,
	CONSTRAINT pk_event PRIMARY KEY (number),
	CONSTRAINT fk_event_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE fact (
	ticket INTEGER NOT NULL,
	number INTEGER NOT NULL,
	what VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	channel VARCHAR,
	noticed BIGINT,
	status VARCHAR,
	level INTEGER,
	answer INTEGER,
	struck VARCHAR, until BIGINT, clock_kind VARCHAR, clock_start BIGINT, waits_since BIGINT,
	CONSTRAINT pk_fact PRIMARY KEY (ticket, number),
	CONSTRAINT fk_fact_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE message (
	number INTEGER NOT NULL,
	ticket INTEGER,
	kind VARCHAR NOT NULL,
	channel VARCHAR NOT NULL,
	author VARCHAR NOT NULL,
	author_address VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	subject VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	quoted VARCHAR NOT NULL,
	signature VARCHAR NOT NULL,
	recipients VARCHAR NOT NULL,
	delivery VARCHAR,
	why VARCHAR NOT NULL,
	fact INTEGER,
	external_id VARCHAR,
	message_id VARCHAR NOT NULL,
	refers_to VARCHAR NOT NULL,
	raw VARCHAR NOT NULL, came_from INTEGER,
	CONSTRAINT pk_message PRIMARY KEY (number),
	CONSTRAINT fk_message_ticket FOREIGN KEY(ticket) REFERENCES ticket (number),
	CONSTRAINT uq_message_channel UNIQUE (channel, external_id)
);
CREATE TABLE policy (
	version VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	since BIGINT NOT NULL,
	CONSTRAINT pk_policy PRIMARY KEY (version)
);
CREATE TABLE reference (
	message_id VARCHAR NOT NULL,
	ticket INTEGER NOT NULL,
	CONSTRAINT pk_reference PRIMARY KEY (message_id),
	CONSTRAINT fk_reference_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE ticket (
	number INTEGER NOT NULL,
	subject VARCHAR NOT NULL,
	requester VARCHAR NOT NULL,
	requester_address VARCHAR NOT NULL,
	channel VARCHAR NOT NULL,
	opened_severity INTEGER NOT NULL,
	opened_triaged BOOLEAN NOT NULL,
	opened_at BIGINT NOT NULL,
	entitled BOOLEAN NOT NULL,
	linked_to INTEGER,
	severity INTEGER NOT NULL,
	triaged BOOLEAN NOT NULL,
	status VARCHAR NOT NULL,
	rank INTEGER NOT NULL,
	position BIGINT NOT NULL,
	due BIGINT,
	length BIGINT,
	paused BIGINT NOT NULL,
	business BOOLEAN NOT NULL,
	breach VARCHAR,
	due_kind VARCHAR,
	clock_start BIGINT,
	client_waits_since BIGINT,
	last_activity BIGINT NOT NULL,
	sender_unknown BOOLEAN NOT NULL,
	policy_version VARCHAR NOT NULL, merged_into INTEGER, owed_by VARCHAR DEFAULT '' NOT NULL, generation BIGINT DEFAULT '0' NOT NULL,
	CONSTRAINT pk_ticket PRIMARY KEY (number),
	CONSTRAINT fk_ticket_linked_to FOREIGN KEY(linked_to) REFERENCES ticket (number)
);
CREATE TABLE unreadable (
	raw VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_unreadable PRIMARY KEY (raw, label)
);
CREATE TABLE verdict (
	ticket INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	opened_by INTEGER NOT NULL,
	closed_by INTEGER NOT NULL,
	start BIGINT NOT NULL,
	ended BIGINT NOT NULL,
	severity INTEGER NOT NULL,
	target VARCHAR NOT NULL,
	length BIGINT NOT NULL,
	used BIGINT NOT NULL,
	outcome VARCHAR NOT NULL,
	policy_version VARCHAR NOT NULL,
	arithmetic VARCHAR NOT NULL,
	void BOOLEAN NOT NULL, due BIGINT DEFAULT '0' NOT NULL,
	CONSTRAINT pk_verdict PRIMARY KEY (ticket, kind, opened_by, closed_by),
	CONSTRAINT fk_verdict_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE callback (
	number INTEGER NOT NULL,
	channel VARCHAR NOT NULL,
	external_id VARCHAR NOT NULL,
	caller VARCHAR NOT NULL,
	caller_address VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	shown VARCHAR NOT NULL,
	received BIGINT NOT NULL,
	length BIGINT,
	urgent BOOLEAN NOT NULL,
	mailbox VARCHAR NOT NULL,
	transcript VARCHAR NOT NULL,
	remark VARCHAR NOT NULL,
	heard BIGINT,
	next_try BIGINT,
	ticket INTEGER,
	closed BIGINT,
	CONSTRAINT pk_callback PRIMARY KEY (number),
	CONSTRAINT fk_callback_ticket FOREIGN KEY(ticket) REFERENCES ticket (number),
	CONSTRAINT uq_callback_external_id UNIQUE (external_id)
);
CREATE TABLE callback_attempt (
	callback INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	who VARCHAR NOT NULL,
	outcome VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_callback_attempt PRIMARY KEY (callback, number),
	CONSTRAINT fk_callback_attempt_callback FOREIGN KEY(callback) REFERENCES callback (number)
);
CREATE TABLE contact_phone (
	number VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	shown VARCHAR NOT NULL,
	CONSTRAINT pk_contact_phone PRIMARY KEY (number)
);
CREATE TABLE recording (
	callback INTEGER NOT NULL,
	place INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	media_type VARCHAR NOT NULL,
	size BIGINT NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_recording PRIMARY KEY (callback, place),
	CONSTRAINT fk_recording_callback FOREIGN KEY(callback) REFERENCES callback (number)
);
CREATE TABLE booking (
	number INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	start BIGINT NOT NULL,
	"end" BIGINT NOT NULL,
	buffer BIGINT NOT NULL,
	guest VARCHAR NOT NULL,
	guest_address VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	uid VARCHAR NOT NULL,
	sequence INTEGER NOT NULL,
	ticket INTEGER,
	outcome VARCHAR NOT NULL, others VARCHAR DEFAULT '' NOT NULL,
	CONSTRAINT pk_booking PRIMARY KEY (number),
	CONSTRAINT fk_booking_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE invitation (
	number INTEGER NOT NULL,
	booking INTEGER NOT NULL,
	method VARCHAR NOT NULL,
	sequence INTEGER NOT NULL,
	at BIGINT NOT NULL,
	start BIGINT NOT NULL,
	"end" BIGINT NOT NULL,
	delivery VARCHAR NOT NULL, name VARCHAR DEFAULT '' NOT NULL, address VARCHAR DEFAULT '' NOT NULL,
	CONSTRAINT pk_invitation PRIMARY KEY (number),
	CONSTRAINT fk_invitation_booking FOREIGN KEY(booking) REFERENCES booking (number)
);
CREATE TABLE busy (
	number INTEGER NOT NULL,
	uid VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	begins VARCHAR NOT NULL,
	ends VARCHAR NOT NULL,
	zone VARCHAR NOT NULL,
	all_day BOOLEAN NOT NULL,
	repeat VARCHAR NOT NULL,
	every INTEGER NOT NULL,
	weekdays VARCHAR NOT NULL,
	until VARCHAR,
	except_on VARCHAR NOT NULL,
	away BOOLEAN NOT NULL,
	cover VARCHAR NOT NULL,
	CONSTRAINT pk_busy PRIMARY KEY (number)
);
CREATE INDEX ix_booking_time ON booking (start) WHERE status <> 'cancelled';
CREATE INDEX ix_invitation_queued ON invitation (number) WHERE delivery = 'queued';
CREATE INDEX ix_busy_uid ON busy (uid) WHERE uid <> '';
CREATE TABLE reminder (
	number INTEGER NOT NULL,
	about VARCHAR NOT NULL,
	subject INTEGER NOT NULL,
	occasion VARCHAR NOT NULL,
	due BIGINT NOT NULL,
	text VARCHAR NOT NULL,
	fired BIGINT,
	done BIGINT,
	CONSTRAINT pk_reminder PRIMARY KEY (number),
	CONSTRAINT uq_reminder_about UNIQUE (about, subject, occasion, due)
);
CREATE INDEX ix_reminder_standing ON reminder (number) WHERE done IS NULL;
CREATE INDEX ix_callback_open ON callback (number) WHERE closed IS NULL;
CREATE INDEX ix_callback_phone ON callback (phone, received) WHERE phone <> '';
CREATE INDEX ix_event_ticket ON event (ticket, number);
CREATE INDEX ix_message_message_id ON message (message_id) WHERE message_id <> '';
CREATE INDEX ix_message_queued ON message (delivery) WHERE delivery = 'queued';
CREATE INDEX ix_message_set_aside ON message (number) WHERE ticket IS NULL;
CREATE INDEX ix_message_ticket ON message (ticket, number);
CREATE INDEX ix_ticket_queue ON ticket (rank, position, number, due, length, paused, business, breach, policy_version) WHERE rank < 4;
CREATE INDEX ix_ticket_generation ON ticket (generation);
CREATE INDEX ix_ticket_opened ON ticket (opened_at);
CREATE INDEX ix_verdict_due ON verdict (due) WHERE NOT void AND outcome <> 'stopped';
CREATE TABLE cause (
	ticket INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	opened_by INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	who VARCHAR NOT NULL,
	CONSTRAINT pk_cause PRIMARY KEY (ticket, kind, opened_by),
	CONSTRAINT fk_cause_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE INDEX ix_ticket_requester ON ticket (requester_address);
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
INSERT INTO policy VALUES ('2026-01', 'version = "2026-01"', 1767225600000000);
INSERT INTO desk VALUES (
	1, 'Northwind', 'Dedicated', '2026-01-01', NULL, 'northwind.example.com', 'Ada Lindqvist',
	'ada@support.example.org', x'00112233', '2026-01'
);
INSERT INTO contact VALUES ('jo@northwind.example.com', 'Jo Marsh', 0, 0);
INSERT INTO ticket VALUES (
	101, 'The router restarts every hour', 'Jo Marsh', 'jo@northwind.example.com', 'email', 2, 0,
	1767603600000000, 1, NULL, 2, 0, 'open', 2, 1767607200000000, 1767607200000000, 3600000000, 0, 1,
	NULL, 'initial', 1767603600000000, 1767603600000000, 1767603600000000, 0, '2026-01', NULL, 'vendor', 1
);
INSERT INTO fact VALUES (101, 1, 'client wrote', 1767603600000000, 'email', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO fact VALUES (101, 2, 'promised', 1767603660000000, NULL, NULL, NULL, NULL, NULL, NULL, 1767606000000000, NULL, NULL, NULL);
INSERT INTO message VALUES (
	1, 101, 'received', 'email', 'Jo Marsh', 'jo@northwind.example.com', 1767603600000000,
	'The router restarts every hour', 'It began on Sunday.', '', '', '[]', NULL, '', 1,
	'<a1@northwind.example.com>', '<a1@northwind.example.com>', '', '', NULL
);
INSERT INTO attachment VALUES (1, 0, 'log.txt', 'text/plain', 3,
	'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
INSERT INTO reference VALUES ('<a1@northwind.example.com>', 101);
INSERT INTO event VALUES (1, 1767603600000000, 'opened', 'Jo Marsh', 101, '', 1, NULL, NULL);
INSERT INTO contact_phone VALUES ('+390255501234', 'jo@northwind.example.com', '+39 02 5550 1234');
INSERT INTO callback VALUES (
	1, 'voicemail', 'asterisk:1767603600-00000001', 'Jo Marsh', 'jo@northwind.example.com',
	'+390255501234', '+39 02 5550 1234', 1767603600000000, 12000000, 0, '100@default', '', '', NULL,
	1767607200000000, NULL, NULL
);
INSERT INTO callback_attempt VALUES (1, 1, 1767603660000000, 'Ada Lindqvist', 'no-answer', '');
INSERT INTO recording VALUES (1, 0, 'msg0000.wav', 'audio/x-wav', 3,
	'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
INSERT INTO event VALUES (2, 1767603660000000, 'call tried', 'Ada Lindqvist', NULL, 'no answer', NULL, 1, NULL);
INSERT INTO booking VALUES (
	1, 'training', 1767690000000000, 1767693600000000, 600000000, 'Jo Marsh',
	'jo@northwind.example.com', 'Rules', 'booked', 'a1@support.example.org', 0, NULL, '',
	'kim@northwind.example.com Kim Dale'
);
INSERT INTO invitation VALUES (
	1, 1, 'request', 0, 1767603660000000, 1767690000000000, 1767693600000000, 'queued', 'Jo Marsh',
	'jo@northwind.example.com'
);
INSERT INTO busy VALUES (
	1, '', 'lunch', '2026-01-05T12:00:00', '2026-01-05T13:00:00', 'Europe/Bratislava', 0, 'weekly', 1,
	'0 1 2 3 4', NULL, '', 0, ''
);
INSERT INTO event VALUES (3, 1767603660000000, 'booked', 'Ada Lindqvist', NULL, 'training', NULL, NULL, 1);
INSERT INTO reminder VALUES (1, 'ticket', 101, 'warn', 1767607200000000, 'half', 1767605400000000, NULL);
CREATE TABLE calendar_item (
	href VARCHAR NOT NULL,
	etag VARCHAR NOT NULL,
	uid VARCHAR NOT NULL,
	seen BIGINT NOT NULL,
	booking INTEGER,
	sequence INTEGER NOT NULL,
	standing VARCHAR NOT NULL,
	start_there BIGINT,
	CONSTRAINT pk_calendar_item PRIMARY KEY (href),
	CONSTRAINT fk_calendar_item_booking FOREIGN KEY(booking) REFERENCES booking (number)
);
CREATE TABLE contact_zone (
	address VARCHAR NOT NULL,
	zone VARCHAR NOT NULL,
	CONSTRAINT pk_contact_zone PRIMARY KEY (address)
);
CREATE TABLE saved_view (
	place INTEGER NOT NULL,
	words VARCHAR NOT NULL,
	CONSTRAINT pk_saved_view PRIMARY KEY (place)
);
CREATE INDEX ix_calendar_item_booking ON calendar_item (booking) WHERE booking IS NOT NULL;
CREATE TABLE pin (
	ticket INTEGER NOT NULL,
	CONSTRAINT pk_pin PRIMARY KEY (ticket),
	CONSTRAINT fk_pin_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
INSERT INTO pin VALUES (101);
CREATE TABLE colleague (
	number INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	skills VARCHAR NOT NULL,
	hours VARCHAR NOT NULL,
	away VARCHAR NOT NULL,
	active BOOLEAN NOT NULL, logins VARCHAR DEFAULT '' NOT NULL,
	CONSTRAINT pk_colleague PRIMARY KEY (number),
	CONSTRAINT uq_colleague_name UNIQUE (name)
);
CREATE TABLE escalation (
	number INTEGER NOT NULL,
	ticket INTEGER NOT NULL,
	at BIGINT NOT NULL,
	who VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	tried VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	result VARCHAR NOT NULL,
	ended BIGINT,
	ended_by VARCHAR NOT NULL,
	CONSTRAINT pk_escalation PRIMARY KEY (number),
	CONSTRAINT fk_escalation_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE escalation_asked (
	escalation INTEGER NOT NULL,
	place INTEGER NOT NULL,
	senior INTEGER NOT NULL,
	at BIGINT NOT NULL,
	accept_by BIGINT NOT NULL,
	answer VARCHAR NOT NULL,
	answered BIGINT,
	who VARCHAR NOT NULL,
	why VARCHAR NOT NULL,
	CONSTRAINT pk_escalation_asked PRIMARY KEY (escalation, place),
	CONSTRAINT fk_escalation_asked_escalation FOREIGN KEY(escalation) REFERENCES escalation (number),
	CONSTRAINT fk_escalation_asked_senior FOREIGN KEY(senior) REFERENCES colleague (number)
);
CREATE TABLE notice (
	number INTEGER NOT NULL,
	escalation INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	delivery VARCHAR NOT NULL,
	CONSTRAINT pk_notice PRIMARY KEY (number),
	CONSTRAINT fk_notice_escalation FOREIGN KEY(escalation) REFERENCES escalation (number)
);
CREATE INDEX ix_escalation_handed_back ON escalation (ticket) WHERE status = 'handed back';
CREATE INDEX ix_escalation_standing ON escalation (ticket) WHERE ended IS NULL;
CREATE INDEX ix_notice_queued ON notice (number) WHERE delivery = 'queued';
INSERT INTO colleague VALUES (
	1, 'Noor Haddad', 'noor@support.example.org', 'senior', 'routers', 'Mon-Fri 09:00-17:00', '', 1, 'noor'
);
INSERT INTO escalation VALUES (
	1, 101, 1767603660000000, 'Ada Lindqvist', 'It restarts again.', 'the cable', 'not accepted yet', '',
	NULL, ''
);
INSERT INTO escalation_asked VALUES (1, 0, 1, 1767603660000000, 1767604560000000, 'waiting', NULL, '', '');
INSERT INTO notice VALUES (
	1, 1, 'Noor Haddad', 'noor@support.example.org', 'Escalation of #101', 'Please.', 1767603660000000,
	'queued'
);
CREATE INDEX ix_fact_promised ON fact (ticket) WHERE what = 'promised';
CREATE INDEX ix_message_note ON message (ticket) WHERE kind = 'note';
CREATE INDEX ix_ticket_resolved ON ticket (position, number) WHERE rank = 4;
CREATE INDEX ix_ticket_linked_to ON ticket (linked_to) WHERE linked_to IS NOT NULL;
CREATE INDEX ix_ticket_merged_into ON ticket (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE mail_place (
	folder VARCHAR NOT NULL,
	validity BIGINT NOT NULL,
	uid BIGINT NOT NULL, floor BIGINT DEFAULT 0 NOT NULL, since BIGINT DEFAULT 0 NOT NULL,
	CONSTRAINT pk_mail_place PRIMARY KEY (folder)
);
CREATE TABLE sending (
	what VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	tries INTEGER NOT NULL,
	next_try BIGINT NOT NULL,
	why VARCHAR NOT NULL, doubts INTEGER DEFAULT 0 NOT NULL, first BIGINT DEFAULT 0 NOT NULL,
	CONSTRAINT pk_sending PRIMARY KEY (what, number)
);
CREATE TABLE carried_account (
	account VARCHAR NOT NULL,
	sends_from BIGINT NOT NULL,
	CONSTRAINT pk_carried_account PRIMARY KEY (account)
);
CREATE TABLE sent_copy (
	what VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	called VARCHAR NOT NULL,
	message_id VARCHAR NOT NULL,
	raw BLOB NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_sent_copy PRIMARY KEY (what, number)
);
CREATE TABLE contact_language (
	address VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	CONSTRAINT pk_contact_language PRIMARY KEY (address)
);
CREATE TABLE acknowledgement (
	number INTEGER NOT NULL,
	ticket INTEGER NOT NULL,
	message INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	opens BIGINT NOT NULL,
	due BIGINT,
	delivery VARCHAR NOT NULL,
	CONSTRAINT pk_acknowledgement PRIMARY KEY (number),
	CONSTRAINT fk_acknowledgement_ticket FOREIGN KEY(ticket) REFERENCES ticket (number),
	CONSTRAINT fk_acknowledgement_message FOREIGN KEY(message) REFERENCES message (number)
);
CREATE INDEX ix_acknowledgement_address ON acknowledgement (address, at);
CREATE INDEX ix_acknowledgement_queued ON acknowledgement (number) WHERE delivery = 'queued';
CREATE INDEX ix_message_sender ON message (author_address, at) WHERE external_id IS NOT NULL;
CREATE TABLE alarm (
	number INTEGER NOT NULL,
	cause VARCHAR NOT NULL,
	ticket INTEGER NOT NULL,
	person VARCHAR NOT NULL,
	since BIGINT NOT NULL,
	at BIGINT NOT NULL,
	subject VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	delivery VARCHAR NOT NULL,
	tries INTEGER NOT NULL,
	told BOOLEAN NOT NULL,
	next_try BIGINT,
	CONSTRAINT pk_alarm PRIMARY KEY (number),
	CONSTRAINT fk_alarm_ticket FOREIGN KEY(ticket) REFERENCES ticket (number),
	CONSTRAINT uq_alarm_cause UNIQUE (cause, ticket, person, since)
);
INSERT INTO alarm VALUES (
	1, 'asked', 101, 'Noor Haddad', 1767603660000000, 1767603661000000, '#101 severity 2, you are asked',
	'due', 'queued', 1, 0, 1767603721000000
);
CREATE INDEX ix_alarm_queued ON alarm (number) WHERE delivery = 'queued';
CREATE INDEX ix_alarm_ticket ON alarm (ticket);
CREATE VIRTUAL TABLE written USING fts5(subject, sender, body, content='', prefix='2', tokenize='unicode61 remove_diacritics 2');
INSERT INTO written (rowid, subject, sender, body) VALUES (
	101 << 32, 'The router restarts every hour', 'Jo Marsh jo@northwind.example.com', '101'
);
INSERT INTO written (rowid, subject, sender, body) VALUES (
	(101 << 32) | 1, 'The router restarts every hour', '', 'It began on Sunday.'
);
CREATE TABLE audit (
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	who VARCHAR NOT NULL,
	worked_by VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	terminal VARCHAR NOT NULL,
	what VARCHAR NOT NULL,
	ticket INTEGER,
	callback INTEGER,
	booking INTEGER,
	detail VARCHAR NOT NULL,
	event INTEGER,
	happened BIGINT NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (number)
);
CREATE TABLE past (
	entry INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	"key" INTEGER NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT pk_past PRIMARY KEY (entry, kind, "key")
);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_audit_ticket ON audit (ticket);
CREATE INDEX ix_past_key ON past (kind, "key", entry);
INSERT INTO audit VALUES (1, 1767603600000000, 'Jo Marsh', '', '', '', 'opened', 101, NULL, NULL, '', 1, 1767603600000000, '532838151b7bd61a4ac5e968bf958b130b6703cd4e659cdd0f265ff08159b9e3');
INSERT INTO audit VALUES (2, 1767603660000000, 'Ada Lindqvist', '', '', '', 'call tried', NULL, 1, NULL, 'no answer', 2, 1767603660000000, '306ce096b877e0c9d0f4d64ffdfe42392ce86dfabe6920ca1452782b2920da4d');
INSERT INTO audit VALUES (3, 1767603660000000, 'Ada Lindqvist', '', '', '', 'booked', NULL, NULL, 1, 'training', 3, 1767603660000000, 'f724168c19efd40e9f626ea8b6bcaadc442811f026b4baa54d94faaf0643d15a');
INSERT INTO audit VALUES (4, 1767603660000000, '', '', '', '', 'audit begun', NULL, NULL, NULL, '', NULL, 1767603660000000, 'e85f3c4fa38a9339f30048a77863a0699653db184adbea38278dcb878b6646ec');
INSERT INTO past VALUES (4, 'escalation', 1, '{"number": 1, "ticket": 101, "at": "2026-01-05T09:01:00+00:00", "who": "Ada Lindqvist", "reason": "It restarts again.", "tried": "the cable", "status": "not accepted yet", "result": "", "ended": null, "ended_by": "", "asked": [{"senior": 1, "name": "Noor Haddad", "answer": "waiting", "who": "", "why": "", "at": "2026-01-05T09:01:00+00:00", "accept_by": "2026-01-05T09:16:00+00:00", "answered": null}]}');
INSERT INTO past VALUES (4, 'message', 1, 'af0ff22c5fe2ae8ea1bdc7f14a26b60de7541b40694d2d7c849edac9b5839f54');
INSERT INTO past VALUES (4, 'pin', 101, 'true');
INSERT INTO past VALUES (4, 'policy', 0, '2026-01');
INSERT INTO past VALUES (4, 'ticket', 101, '[101, "The router restarts every hour", "Jo Marsh", "email", 2, 0, "open", 2, 1767607200000000, 1767607200000000, 3600000000, 0, 1, null, "initial", 1767603600000000, 1767603600000000, 1767603600000000, 1767603600000000, 0, 1, "vendor", "2026-01"]');
CREATE TRIGGER audit_head_follows AFTER INSERT ON audit BEGIN UPDATE audit_head SET number = NEW.number, digest = NEW.digest; END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER past_no_delete BEFORE DELETE ON past BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER past_no_update BEFORE UPDATE ON past BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TABLE handover (
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	who VARCHAR NOT NULL,
	giver VARCHAR NOT NULL,
	taker VARCHAR NOT NULL,
	back BOOLEAN NOT NULL,
	begins BIGINT,
	until BIGINT,
	status VARCHAR NOT NULL,
	signed BIGINT,
	signed_by VARCHAR NOT NULL,
	sheet VARCHAR NOT NULL,
	CONSTRAINT pk_handover PRIMARY KEY (number)
);
CREATE TABLE sheet_note (
	ticket INTEGER NOT NULL,
	author VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_sheet_note PRIMARY KEY (ticket, author)
);
CREATE TABLE introduction (
	number INTEGER NOT NULL,
	handover INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	author VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	delivery VARCHAR NOT NULL,
	CONSTRAINT pk_introduction PRIMARY KEY (number),
	CONSTRAINT fk_introduction_handover FOREIGN KEY(handover) REFERENCES handover (number)
);
CREATE INDEX ix_introduction_queued ON introduction (number) WHERE delivery = 'queued';
INSERT INTO handover VALUES (
	1, 1767603660000000, 'Ada Lindqvist', 'Ada Lindqvist', 'Tove Berg', 0, 1767690000000000, 1768208400000000,
	'signed', 1767604000000000, 'Tove Berg',
	'{"note":"The keys are with Noor.","tickets":[],"promises":[],"callbacks":[],"calls":[],"seniors":[],"apart":{"unsent":0,"unreadable":0,"set_aside":0,"flooded":0},"done":[]}'
);
INSERT INTO sheet_note VALUES (101, 'Tove Berg', 'It holds since Monday.', 1767690000000000);
INSERT INTO introduction VALUES (
	1, 1, 'Jo Marsh', 'jo@northwind.example.com', 'Ada Lindqvist', 'en', 'Tove Berg is there for you',
	'I am away for a while.', 1767604000000000, 'queued'
);
CREATE TABLE door_feed (
	address VARCHAR NOT NULL,
	turn VARCHAR NOT NULL,
	CONSTRAINT pk_door_feed PRIMARY KEY (address)
);
CREATE TABLE door_link (
	digest VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	made_by VARCHAR NOT NULL,
	made BIGINT NOT NULL,
	ends BIGINT NOT NULL,
	used BIGINT,
	ended BIGINT,
	CONSTRAINT pk_door_link PRIMARY KEY (digest)
);
CREATE TABLE door_mark (
	ticket INTEGER NOT NULL,
	address VARCHAR NOT NULL,
	delivered INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	CONSTRAINT pk_door_mark PRIMARY KEY (ticket, address),
	CONSTRAINT fk_door_mark_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);
CREATE TABLE door_token (
	jti VARCHAR NOT NULL,
	expires BIGINT NOT NULL,
	CONSTRAINT pk_door_token PRIMARY KEY (jti)
);
CREATE TABLE door_visit (
	digest VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	way VARCHAR NOT NULL,
	whence VARCHAR NOT NULL,
	agent VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	ends BIGINT NOT NULL,
	ended BIGINT,
	CONSTRAINT pk_door_visit PRIMARY KEY (digest)
);
CREATE INDEX ix_door_link_good ON door_link (address) WHERE used IS NULL AND ended IS NULL;
CREATE INDEX ix_door_mark_unread ON door_mark (ticket) WHERE address = '' AND delivered > seen;
CREATE INDEX ix_door_visit_open ON door_visit (address) WHERE ended IS NULL;
CREATE INDEX ix_message_chat_answer ON message (at) WHERE channel = 'chat' AND kind = 'answer' AND delivery = 'sent';
INSERT INTO door_link VALUES (
	'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'jo@northwind.example.com', 'Ada Lindqvist', 1767603660000000, 1767690060000000, 1767604000000000, NULL
);
INSERT INTO door_visit VALUES (
	'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'jo@northwind.example.com', 'Jo Marsh', 'link', '203.0.113.5', 'Firefox', 1767604000000000, 1770196000000000, NULL
);
INSERT INTO door_feed VALUES ('jo@northwind.example.com', 'cccccccccccccccccccccccccccccccc');
INSERT INTO door_token VALUES ('token-1', 1767604000000000);
INSERT INTO door_mark VALUES (101, 'jo@northwind.example.com', 1, 1);
COMMIT;
