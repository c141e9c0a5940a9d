package agentbus

import rego.v1

production := {"production", "prod"}

deny contains "production_without_approval" if {
	input.target.environment in production
	not has_approval
}

deny contains "sox_change_without_approval" if {
	input.security_context.compliance.sox_controlled == true
	input.action in {"deploy", "delete", "modify_prod"}
	not has_approval
}

has_approval if input.has_approval == true

default require_hitl := false

# At the threshold a human decides already.
require_hitl if {
	input.ehi_score >= ehi_threshold
	not has_approval
}

ehi_threshold := object.get(data.agentbus.ehi.action_thresholds, action, data.ehi_threshold)

default action := ""

action := input.action
