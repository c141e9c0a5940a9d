package agentbus_test

import data.agentbus
import rego.v1

post := {"target": {"type": "channel", "room": "lobby", "channel": "chat"}}

with_sender(messages) := object.union(post, {"recent": {"sender": {"complete": true, "messages": messages}}})

with_conversation(messages) := object.union(post, {"recent": {"conversation": {"complete": true, "messages": messages}}})

read := {"tool": "crm.customers.list", "outcome": "delivered", "classification": "public", "findings": []}

answer := {"sender": "crm", "outcome": "delivered", "classification": "confidential", "findings": []}

contacts := {"sender": "bob", "outcome": "held", "classification": "public", "findings": ["EMAIL_ADDRESS"]}

chat := {"outcome": "delivered", "classification": "public", "findings": []}

test_who_read_customer_data_posts_to_no_public_room if {
	agentbus.decision.deny == {"customer_data_to_public_room"} with input as with_sender([chat, read])
}

test_sensitive_content_of_the_conversation_counts if {
	not agentbus.decision.allow with input as with_conversation([answer])
	not agentbus.decision.allow with input as with_conversation([contacts])
}

test_others_post if agentbus.decision.allow with input as with_sender([chat])

test_a_reading_that_was_refused_does_not_count if {
	agentbus.decision.allow with input as with_sender([object.union(read, {"outcome": "refused"})])
}

test_other_rooms_are_open if {
	agentbus.decision.allow with input as object.union(with_sender([read]), {"target": {"room": "sales"}})
}

test_without_a_memory_nothing_is_denied if agentbus.decision.allow with input as post

test_a_strict_tenant_has_people_look_when_the_memory_is_short if {
	agentbus.decision.require_hitl with input as object.union(post, {"recent": {"sender": {"complete": false, "messages": []}}})
		with data.sequences.strict as true
}

test_the_decision_says_why if count(agentbus.decision.reasons) == 1 with input as with_sender([read])

test_who_sent_sensitive_content_posts_to_no_public_room if not agentbus.decision.allow with input as with_sender([answer])
