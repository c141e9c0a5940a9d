# METADATA
# title: The shop
# description: What the workers of the demonstration may do by themselves, and what people decide.
package agentbus

import rego.v1

# METADATA
# description: What the bus asks for.
# entrypoint: true
decision := {
	"allow": count(deny) == 0,
	"deny": deny,
	"require_hitl": require_hitl,
	"deliberation": "payments",
	"reasons": reasons,
}

default require_hitl := false

# Above this amount two people decide.
require_hitl if {
	paying
	input.message.payload.amount > data.shop.pays_alone
	not input.has_approval
}

deny contains "payee_blocked" if {
	paying
	input.message.payload.payee in data.shop.blocked_payees
}

reasons contains sprintf("%v EUR are more than the payments desk pays by itself (%v EUR).", [input.message.payload.amount, data.shop.pays_alone]) if {
	require_hitl
}

reasons contains sprintf("%v is on the list of payees that get nothing.", [input.message.payload.payee]) if {
	"payee_blocked" in deny
}

paying if input.action == "pay_invoice"
