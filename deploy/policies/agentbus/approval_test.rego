package agentbus_test

import data.agentbus
import rego.v1

test_a_human_decides_at_the_threshold if agentbus.require_hitl with input as {"ehi_score": 0.7}

test_a_human_decides_above_the_threshold if agentbus.require_hitl with input as {"ehi_score": 0.71}

test_no_human_is_asked_below_the_threshold if not agentbus.require_hitl with input as {"ehi_score": 0.69}

test_an_action_has_its_own_threshold if {
	not agentbus.require_hitl with input as {"ehi_score": 0.85, "action": "delete"}
	agentbus.require_hitl with input as {"ehi_score": 0.9, "action": "delete"}
}

test_a_tenant_sets_its_threshold if agentbus.require_hitl with input as {"ehi_score": 0.3} with data.ehi_threshold as 0.2

test_an_approved_message_is_not_asked_again if {
	not agentbus.require_hitl with input as {"ehi_score": 1, "has_approval": true}
}

test_a_controlled_change_needs_an_approval if {
	request := {"action": "deploy", "security_context": {"compliance": {"sox_controlled": true}}}
	agentbus.deny == {"sox_change_without_approval"} with input as request
	agentbus.deny == set() with input as object.union(request, {"has_approval": true})
}
