package agentbus_test

import data.agentbus
import rego.v1

agent := {"id": "a-1", "role": "agent", "type": "agent"}

message := {"user": agent, "action": "send_message", "target": {"type": "agent", "environment": "staging"}}

test_an_agent_may_send_to_an_agent if agentbus.allow with input as message

test_nothing_is_allowed_by_default if not agentbus.allow with input as {}

test_an_admin_may_do_everything if {
	agentbus.allow with input as {"user": {"role": "admin"}, "action": "shutdown"}
}

test_a_tenant_role_counts if {
	agentbus.allow with input as {"user": {"role": "guest"}, "security_context": {"user_roles": ["admin"]}}
}

test_a_role_reaches_its_subjects if {
	some role, subject in {
		"agent": "ace.comms.a2a.x.y",
		"human": "ace.comms.http.x",
		"observer": "ace.comms.a.b.c.qry.d",
	}
	agentbus.allow with input as {"user": {"role": role}, "target": {"subject": subject}}
}

test_a_role_does_not_reach_other_subjects if {
	not agentbus.allow with input as {"user": {"role": "agent"}, "target": {"subject": "ace.comms.http.x"}}
	not agentbus.allow with input as {"user": {"role": "observer"}, "target": {"subject": "ace.comms.a.b.c.cmd.d"}}
}

test_deny_overrides_allow_also_for_admins if {
	request := {"user": {"role": "admin"}, "target": {"environment": "production"}}
	not agentbus.allow with input as request
	agentbus.deny == {"production_without_approval"} with input as request
}

test_production_is_open_with_an_approval if {
	agentbus.allow with input as {"user": {"role": "admin"}, "target": {"environment": "production"}, "has_approval": true}
}

test_a_false_approval_is_none if {
	not agentbus.allow with input as {"user": {"role": "admin"}, "target": {"environment": "production"}, "has_approval": false}
}

test_the_decision_has_all_parts if {
	agentbus.decision == {"allow": true, "require_hitl": false, "deny": set(), "grants": {"agent_to_agent"}} with input as message
}
