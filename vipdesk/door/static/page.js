import { Talk } from "./talk.js";

const talk = new Talk(document.getElementById("room"));
if (matchMedia("(pointer: fine)").matches) talk.text.focus();
