CREATE INDEX ix_acknowledgement_address ON acknowledgement (address, at);

CREATE INDEX ix_acknowledgement_queued ON acknowledgement (number) WHERE delivery = 'queued';

CREATE INDEX ix_alarm_queued ON alarm (number) WHERE delivery = 'queued';

CREATE INDEX ix_alarm_ticket ON alarm (ticket);

CREATE INDEX ix_audit_at ON audit (at);

CREATE INDEX ix_audit_ticket ON audit (ticket);

CREATE INDEX ix_booking_time ON booking (start) WHERE status <> 'cancelled';

CREATE INDEX ix_busy_uid ON busy (uid) WHERE uid <> '';

CREATE INDEX ix_calendar_item_booking ON calendar_item (booking) WHERE booking IS NOT NULL;

CREATE INDEX ix_callback_open ON callback (number) WHERE closed IS NULL;

CREATE INDEX ix_callback_phone ON callback (phone, received) WHERE phone <> '';

CREATE INDEX ix_door_link_good ON door_link (address) WHERE used IS NULL AND ended IS NULL;

CREATE INDEX ix_door_mark_unread ON door_mark (ticket) WHERE address = '' AND delivered > seen;

CREATE INDEX ix_door_visit_open ON door_visit (address) WHERE ended IS NULL;

CREATE INDEX ix_escalation_handed_back ON escalation (ticket) WHERE status = 'handed back';

CREATE INDEX ix_escalation_standing ON escalation (ticket) WHERE ended IS NULL;

CREATE INDEX ix_event_ticket ON event (ticket, number);

CREATE INDEX ix_fact_promised ON fact (ticket) WHERE what = 'promised';

CREATE INDEX ix_introduction_queued ON introduction (number) WHERE delivery = 'queued';

CREATE INDEX ix_invitation_queued ON invitation (number) WHERE delivery = 'queued';

CREATE INDEX ix_message_chat_answer ON message (at) WHERE channel = 'chat' AND kind = 'answer' AND delivery = 'sent';

CREATE INDEX ix_message_message_id ON message (message_id) WHERE message_id <> '';

CREATE INDEX ix_message_note ON message (ticket) WHERE kind = 'note';

CREATE INDEX ix_message_queued ON message (delivery) WHERE delivery = 'queued';

CREATE INDEX ix_message_sender ON message (author_address, at) WHERE external_id IS NOT NULL;

CREATE INDEX ix_message_set_aside ON message (number) WHERE ticket IS NULL;

CREATE INDEX ix_message_ticket ON message (ticket, number);

CREATE INDEX ix_notice_queued ON notice (number) WHERE delivery = 'queued';

CREATE INDEX ix_past_key ON past (kind, "key", entry);

CREATE INDEX ix_reminder_standing ON reminder (number) WHERE done IS NULL;

CREATE INDEX ix_ticket_generation ON ticket (generation);

CREATE INDEX ix_ticket_linked_to ON ticket (linked_to) WHERE linked_to IS NOT NULL;

CREATE INDEX ix_ticket_merged_into ON ticket (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX ix_ticket_opened ON ticket (opened_at);

CREATE INDEX ix_ticket_queue ON ticket (rank, position, number, due, length, paused, business, breach, policy_version) WHERE rank < 4;

CREATE INDEX ix_ticket_requester ON ticket (requester_address);

CREATE INDEX ix_ticket_resolved ON ticket (position, number) WHERE rank = 4;

CREATE INDEX ix_verdict_due ON verdict (due) WHERE NOT void AND outcome <> 'stopped';

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

CREATE TABLE audit_head (
	id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	digest VARCHAR NOT NULL,
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
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

CREATE TABLE carried_account (
	account VARCHAR NOT NULL,
	sends_from BIGINT NOT NULL,
	CONSTRAINT pk_carried_account PRIMARY KEY (account)
);

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

CREATE TABLE contact (
	address VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	place INTEGER NOT NULL,
	stranger BOOLEAN NOT NULL,
	CONSTRAINT pk_contact PRIMARY KEY (address)
);

CREATE TABLE contact_language (
	address VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	CONSTRAINT pk_contact_language PRIMARY KEY (address)
);

CREATE TABLE contact_phone (
	number VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	shown VARCHAR NOT NULL,
	CONSTRAINT pk_contact_phone PRIMARY KEY (number)
);

CREATE TABLE contact_zone (
	address VARCHAR NOT NULL,
	zone VARCHAR NOT NULL,
	CONSTRAINT pk_contact_zone PRIMARY KEY (address)
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

CREATE TABLE draft (
	ticket INTEGER NOT NULL,
	author VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_draft PRIMARY KEY (ticket, author),
	CONSTRAINT fk_draft_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
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

CREATE TABLE mail_place (
	folder VARCHAR NOT NULL,
	validity BIGINT NOT NULL,
	uid BIGINT NOT NULL, floor BIGINT DEFAULT 0 NOT NULL, since BIGINT DEFAULT 0 NOT NULL,
	CONSTRAINT pk_mail_place PRIMARY KEY (folder)
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

CREATE TABLE past (
	entry INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	"key" INTEGER NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT pk_past PRIMARY KEY (entry, kind, "key")
);

CREATE TABLE pin (
	ticket INTEGER NOT NULL,
	CONSTRAINT pk_pin PRIMARY KEY (ticket),
	CONSTRAINT fk_pin_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);

CREATE TABLE policy (
	version VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	since BIGINT NOT NULL,
	CONSTRAINT pk_policy PRIMARY KEY (version)
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

CREATE TABLE reference (
	message_id VARCHAR NOT NULL,
	ticket INTEGER NOT NULL,
	CONSTRAINT pk_reference PRIMARY KEY (message_id),
	CONSTRAINT fk_reference_ticket FOREIGN KEY(ticket) REFERENCES ticket (number)
);

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

CREATE TABLE saved_view (
	place INTEGER NOT NULL,
	words VARCHAR NOT NULL,
	CONSTRAINT pk_saved_view PRIMARY KEY (place)
);

CREATE TABLE sending (
	what VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	tries INTEGER NOT NULL,
	next_try BIGINT NOT NULL,
	why VARCHAR NOT NULL, doubts INTEGER DEFAULT 0 NOT NULL, first BIGINT DEFAULT 0 NOT NULL,
	CONSTRAINT pk_sending PRIMARY KEY (what, number)
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

CREATE TABLE sheet_note (
	ticket INTEGER NOT NULL,
	author VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_sheet_note PRIMARY KEY (ticket, author)
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

CREATE VIRTUAL TABLE written USING fts5(subject, sender, body, content='', prefix='2', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE 'written_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'written_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'written_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'written_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TRIGGER audit_head_follows AFTER INSERT ON audit BEGIN UPDATE audit_head SET number = NEW.number, digest = NEW.digest; END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;

CREATE TRIGGER past_no_delete BEFORE DELETE ON past BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

CREATE TRIGGER past_no_update BEFORE UPDATE ON past BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

