# METADATA
# title: Decision
# description: Whether a principal may do what it asks for. Deny overrides allow, also for admins; nothing is allowed that no rule grants.
# authors:
# - AgentBus.Orleans
package agentbus

import rego.v1

# METADATA
# description: What the bus asks for; all other rules are its parts.
# entrypoint: true
decision := {
	"allow": allow,
	"require_hitl": require_hitl,
	"deny": deny,
	"grants": grants,
}

default allow := false

allow if {
	count(grants) > 0
	count(deny) == 0
}

grants contains "admin" if is_admin

grants contains "agent_to_agent" if {
	input.user.type == "agent"
	input.action == "send_message"
	input.target.type == "agent"
}

grants contains "subject" if {
	some role in held_roles
	some pattern in data.agentbus.roles[role].subjects
	glob.match(pattern, ["."], input.target.subject)
}
