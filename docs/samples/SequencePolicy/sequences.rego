# METADATA
# title: Sequences
# description: Judges a message by those before it. Who has read customer data lately posts to no public room.
package agentbus

import rego.v1

# METADATA
# description: What the bus asks for.
# entrypoint: true
decision := {
	"allow": count(deny) == 0,
	"deny": deny,
	"require_hitl": require_hitl,
	"reasons": reasons,
}

# The sender asked a tool for customer data, and was not refused.
deny contains "customer_data_to_public_room" if {
	to_public_room
	some message in input.recent.sender.messages
	reads_customer_data(message)
}

# Or somebody brought it into this conversation.
deny contains "customer_data_to_public_room" if {
	to_public_room
	some message in input.recent.conversation.messages
	is_sensitive(message)
}

default require_hitl := false

# The memory does not reach back over its whole window: the silo began lately, or was made to forget. Strict tenants let people look then.
require_hitl if {
	data.sequences.strict
	to_public_room
	not input.recent.sender.complete
}

reasons contains "The sender has dealt with customer data, and this room is public." if "customer_data_to_public_room" in deny

to_public_room if input.target.room in data.sequences.public_rooms

reads_customer_data(message) if {
	message.outcome != "refused"
	message.tool in data.sequences.customer_tools
}

reads_customer_data(message) if is_sensitive(message)

is_sensitive(message) if {
	message.outcome != "refused"
	message.classification in {"confidential", "secret"}
}

is_sensitive(message) if {
	message.outcome != "refused"
	some finding in message.findings
	finding in data.sequences.findings
}
