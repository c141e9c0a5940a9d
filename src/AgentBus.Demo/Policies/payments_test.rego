package agentbus_test

import data.agentbus
import rego.v1

pay(payee, amount) := {"action": "pay_invoice", "message": {"payload": {"payee": payee, "amount": amount}}, "has_approval": false}

test_a_small_amount_is_paid if {
	agentbus.decision.allow with input as pay("Papier Krause", 412)
	not agentbus.decision.require_hitl with input as pay("Papier Krause", 412)
}

test_people_decide_on_a_large_amount if agentbus.decision.require_hitl with input as pay("Nordwind Logistics", 18400)

test_an_approved_amount_is_paid if {
	not agentbus.decision.require_hitl with input as object.union(pay("Nordwind Logistics", 18400), {"has_approval": true})
}

test_a_blocked_payee_gets_nothing if {
	agentbus.decision.deny == {"payee_blocked"} with input as pay("Offshore Holdings Ltd", 950)
	count(agentbus.decision.reasons) == 1 with input as pay("Offshore Holdings Ltd", 950)
}

test_other_messages_pass if agentbus.decision.allow with input as {"action": "send_message", "has_approval": false}
