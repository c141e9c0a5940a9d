using AgentBus.Domain.Admission;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Policies;

/// <summary>The prepared way gives the decisions of the plain one (VAL-04, VAL-06), whatever was decided before.</summary>
public sealed class PreparedPolicyPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true);

    private static readonly string[] Conditions =
    [
        """input.action == "deploy" """, "input.action != input.target.tool", "input.ehi_score >= 0.5", "not input.ehi_score", "count(input.findings) > 0",
        """input.user.role == "admin" """, """some role in input.security_context.user_roles; role != "agent" """, """startswith(input.user.id, "b")""",
        """input.target.room == "ops" """, """input.target.type == "agent" """, "\"bob\" in input.target.receivers", """input.target.environment == "production" """,
        "not input.target.repository", """input.message.classification in {"secret", "internal"}""", """input.message.type == "query" """, "input.message.requires_approval",
        """endswith(input.message.id, "1")""", "input.message.payload.amount > 5", "input.has_approval", "count(input) > 8", "count(input.message) > 9", "count(input.target) > 6",
        """object.get(input, ["message", "payload", "amount"], 0) == 3""", """some name, part in input; name == "target"; part.tool == "kubectl" """,
        "time.now_ns() % 2000000000 == 0", "input.time_ns % 3000000000 == 0",
        """helper(input.target) with input.target as {"tool": "kubectl"}""", """input.action == "x" with input.action as "x" """, "not input.tenant.id == \"acme\"",
    ];

    private static readonly Gen<PolicyBundleText> Bundles =
        from conditions in Gen.Elements(Conditions).ListOf(3)
        select PolicyScene.Bundle(
            "package agentbus\n\ndecision := {\"allow\": count(deny) == 0, \"deny\": deny}\n\nhelper(target) if target.tool == \"kubectl\"\n\n"
            + string.Join('\n', conditions.Select(static (condition, i) => $"deny contains \"rule-{i}\" if {{ {condition} }}\n")));

    private static readonly Gen<(Envelope Message, string Payload, Principal Principal, bool HasApproval, int Seconds)> Cases =
        from action in Gen.Elements("", "deploy", "delete")
        from tool in Gen.Elements("", "kubectl", "deploy")
        from type in Gen.Elements(MessageType.Event, MessageType.Query)
        from classification in Gen.Elements(Enum.GetValues<Classification>())
        from direct in Gen.Elements("", "", "bob", "bob carol")
        from ehi in Gen.Elements<double?>(null, 0.2, 0.5)
        from id in Gen.Elements("m-1", "m-2", "m-11")
        from payload in Gen.Elements("", """{"amount": 3}""", """{"amount": 9, "target": {"environment": "production"}}""", """{"target": {"repository": "shop"}}""", """{"target": 7}""")
        from sender in Gen.Elements("alice", "bertha")
        from role in Gen.Elements("agent", "admin")
        from approved in Gen.Elements(true, false)
        from asks in Gen.Elements(true, false)
        from seconds in Gen.Choose(0, 6)
        select (
            Scene.Message with
            {
                MessageId = id, Action = action, Tool = tool, Type = type, Classification = classification, EhiScore = ehi, FromAgent = sender, RequiresApproval = asks,
                Room = direct.Length > 0 ? "" : "ops", Channel = direct.Length > 0 ? "" : "main",
                Recipients = [.. direct.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => new Recipient(EntityType.Agent, name))],
            },
            payload, Scene.NewPrincipal(sender, roles: [role, "agent"]), approved, seconds);

    private static readonly Arbitrary<(PolicyBundleText Bundle, List<(Envelope Message, string Payload, Principal Principal, bool HasApproval, int Seconds)> Cases)> Programs =
        (from bundle in Bundles from cases in Cases.ListOf(30) select (bundle, cases.ToList())).ToArbitrary();

    [Fact]
    public void The_prepared_way_decides_as_the_plain_one() => Prop.ForAll(Programs, static program =>
    {
        var policies = new PolicySettings { Active = program.Bundle };
        var (prepared, plain) = (PolicyScene.Scene(policies), PolicyScene.Scene(policies, plain: true));

        // One compiled tenant for all: decisions that are kept must not be given to the wrong message.
        var (fast, slow) = (prepared.Snapshot(), plain.Snapshot());
        var principals = program.Cases.Select(static c => c.Principal).DistinctBy(static p => p.Agent.Agent + p.Roles[0]).ToDictionary(static p => p.Agent.Agent + p.Roles[0]);
        return program.Cases.TrueForAll(c =>
        {
            var principal = principals[c.Principal.Agent.Agent + c.Principal.Roles[0]];
            var context = prepared.Context() with { Principal = principal, Now = Scene.Start.AddSeconds(c.Seconds), IsRepeated = true, Resumed = c.HasApproval ? Resumed(c.Message) : null };
            return Decision(fast, context, c, plain: false) == Decision(slow, context, c, plain: true);
        });
    }).Check(Often);

    private static ResumedMessage Resumed(Envelope message) => new(
        "case-1",
        message.Recipients.IsEmpty
            ? MessageTarget.Of(Scene.OpsMain)
            : MessageTarget.Of(new DirectTarget(message.Recipients, null, [.. message.Recipients.Select(static r => new AgentKey("acme", r.Id))])));

    private static string Decision(
        TenantSnapshot tenant, AdmissionContext context, (Envelope Message, string Payload, Principal Principal, bool HasApproval, int Seconds) c, bool plain)
    {
        var pipeline = AdmissionPipeline.Create(MessageLimits.Default, new PolicyStage(new FakeData(c.Payload), new ImpactScene.FaultList(), plain));
        var own = context with { Tenant = tenant };
        var decision = pipeline.Admit(c.Message, in own).Verdict!.Policy.ShouldNotBeNull();
        decision.Fallback.ShouldBeEmpty();
        return $"{decision.Outcome} {string.Join(',', decision.Rules)}";
    }
}
