using System.Collections.Immutable;
using AgentBus.Model;
using AgentBus.Rego;
using AgentBus.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Benchmarks;

/// <summary>A tenant with ten declared rules and a bundle of ten, none of which stands against the message.</summary>
internal static class TwentyPolicies
{
    public static PolicySettings Settings { get; } = new() { Rules = Rules(), Active = Bundle() };

    /// <summary>An envelope of about 1 KiB whose payload says what it uses.</summary>
    public static byte[] Message()
    {
        var payload = Struct.Parser.ParseJson("""{"target": {"environment": "staging", "repository": "shop"}, "amount": 7, "items": ["a", "b", "c"]}""");
        payload.Fields["note"] = Value.ForString(new string('n', 800));
        return new Protocol.V1.Envelope { MessageId = "018f3a5e-7b1c-7e8a-9d3b-0c1d2e3f4a5b", Payload = payload }.ToByteArray();
    }

    private static ImmutableArray<DeclaredRule> Rules() =>
    [
        .. Enumerable.Range(0, 10).Select(static i => new DeclaredRule
        {
            Name = $"rule-{i}", Roles = ["agent"], Actions = [$"delete_{i}*", $"deploy_{i}"], Targets = ["ops:*"],
        }),
    ];

    private static PolicyBundleText Bundle()
    {
        const string Rules = """
            package agentbus

            decision := {"allow": count(deny) == 0, "deny": deny, "require_hitl": require_hitl}

            default require_hitl := false

            require_hitl if input.ehi_score >= 0.9

            deny contains "production" if { input.target.environment == "production"; not input.has_approval }

            deny contains "tool" if { some pattern in data.tools; glob.match(pattern, ["."], input.target.tool) }

            deny contains "repository" if input.target.repository in data.repositories

            deny contains "network" if net.cidr_contains("10.0.0.0/8", input.target.network)

            deny contains "pii" if { input.security_context.compliance.pii_regulated; "EMAIL_ADDRESS" in input.findings }

            deny contains "secret" if { input.message.classification == "secret"; not "admin" in input.security_context.user_roles }

            deny contains "subject" if { not startswith(input.target.subject, "ace.comms.") }

            deny contains "guests" if { input.user.role == "guest"; input.target.type == "channel" }

            deny contains "rooms" if { input.target.room in data.closed; input.message.type != "query" }
            """;
        var archive = PolicyArchive.Of(
            ("policy.rego", Rules), ("data.json", """{"tools": ["rm", "kube.*"], "repositories": ["vault", "keys"], "closed": ["attic", "cellar"]}"""));
        return new PolicyBundleText(PolicyBundle.FromArchive(archive).Revision, "", archive);
    }
}
