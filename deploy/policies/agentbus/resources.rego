package agentbus

import rego.v1

deny contains "tool_denied" if listed(input.target.tool, data.agentbus.tools.deny)

deny contains "tool_not_allowed" if unlisted(input.target.tool, data.agentbus.tools.allow)

deny contains "data_scope_denied" if listed(input.target.data_scope, data.agentbus.data_scopes.deny)

deny contains "data_scope_not_allowed" if unlisted(input.target.data_scope, data.agentbus.data_scopes.allow)

deny contains "repository_denied" if listed(input.target.repository, data.agentbus.repositories.deny)

deny contains "repository_not_allowed" if unlisted(input.target.repository, data.agentbus.repositories.allow)

deny contains "network_denied" if {
	address := input.target.network
	reached(address, data.agentbus.networks.deny)
}

deny contains "network_not_allowed" if {
	address := input.target.network
	count(data.agentbus.networks.allow) > 0
	not reached(address, data.agentbus.networks.allow)
}

deny contains "pii_without_permission" if {
	input.security_context.compliance.pii_regulated == true
	scope := input.target.data_scope
	listed(scope, data.agentbus.data_scopes.pii)
	not has_permission("pii:access")
}

listed(name, patterns) if {
	some pattern in patterns
	glob.match(pattern, ["."], name)
}

# An empty list allows everything.
unlisted(name, patterns) if {
	count(patterns) > 0
	not listed(name, patterns)
}

# Networks are listed as address ranges or as patterns of host names.
reached(address, networks) if {
	some network in networks
	net.cidr_is_valid(network)
	net.cidr_contains(network, address)
}

reached(address, networks) if listed(address, networks)
