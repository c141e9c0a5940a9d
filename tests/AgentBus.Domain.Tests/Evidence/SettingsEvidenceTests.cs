using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Evidence;

public sealed class SettingsEvidenceTests : IDisposable
{
    private static readonly TenantSettings Before = Scene.NewSettings();
    private readonly EvidenceBuffer _buffer = new();

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void A_lockdown_is_written_as_documented()
    {
        var row = SettingsEvidence.Row(_buffer, Before, Before with { Revision = 8, Status = TenantStatus.LockedDown }, "root", Scene.Start);

        (row.Kind, row.Actor, row.Subject).ShouldBe((EvidenceKind.SettingsChanged, "root", "acme/settings#8"));
        Encoding.UTF8.GetString(row.Body.Span).ShouldBe(
            "{\"at\":\"2026-03-01T12:00:00+00:00\",\"changed\":[\"status\"],\"operator\":\"root\",\"revision\":8,\"status\":\"locked_down\",\"tenant\":\"acme\",\"v\":1}");
    }

    [Fact]
    public void A_copy_of_the_settings_is_no_change()
    {
        var copy = Before with { Revision = 8, Rooms = [Scene.NewRoom("ops", RoomAcl.Open)], Roles = [.. Before.Roles] };

        Changed(copy).ShouldBeEmpty();
    }

    [Fact]
    public void Every_part_that_differs_is_named()
    {
        var after = new TenantSettings(
            Before.Tenant,
            8,
            TenantStatus.LockedDown,
            [],
            "dev",
            ["pii_regulated"],
            Before.Quota with { AgentRate = 1 },
            [Before.Roles[0]],
            [],
            [new ApiKeySettings("k", new string('a', 64), "alice", EntityType.Agent, [], 0, null)],
            ["mallory"],
            ["stolen"],
            "0123456789abcdef",
            9,
            [new GroupSettings("crew", ["bob"], [])],
            RefuseDisabledReceivers: true)
        {
            RoutingRules = [new RoutingRule { Name = "urgent", ToAgent = "alice" }],
            Inspection = new InspectionPolicy(),
            Deliberation = new DeliberationSettings { MaxOpenPerSender = 2 },
            Impact = new ImpactSettings { Threshold = 0.9 },
            Sequences = new SequenceSettings(),
            Policies = new PolicySettings { OpaPath = "acme/decision" },
            IsStopped = true,
        };

        Changed(after).ShouldBe(
            ["allowed_in_lockdown", "api_keys", "compliance", "deliberation", "disabled_agents", "environment", "groups", "impact", "inspection", "max_memberships", "policies", "previous_hash", "quota",
             "refuse_disabled_receivers", "revoked_credentials", "roles", "rooms", "routing_rules", "sequences", "status", "stopped"]);
    }

    [Fact]
    public void The_parts_are_all_that_settings_have() =>
        typeof(TenantSettings).GetProperties().Select(static p => p.Name)
            .Except(["Tenant", "Revision", "Status", "AllowedInLockdown", "Environment", "Compliance", "Quota", "Roles", "Rooms", "ApiKeys",
                     "DisabledAgents", "RevokedCredentials", "PreviousHash", "MaxMemberships", "Groups", "RefuseDisabledReceivers", "RoutingRules", "Deliberation", "Review", "Impact", "Sequences", "Policies", "Inspection", "IsStopped"])
            .ShouldBeEmpty("A new part of TenantSettings must be compared in SettingsDifference.");

    [Fact]
    public void Bundles_are_compared_by_what_they_hold()
    {
        var bundle = new PolicyBundleText("r-1", "", new byte[] { 1 });
        var before = Before with { Policies = new PolicySettings { Active = bundle } };

        SettingsEvidence.Parts(before, before with { Policies = new PolicySettings { Active = bundle with { Archive = new byte[] { 1 } } } }).ShouldBeEmpty();
        SettingsEvidence.Parts(before, before with { Policies = new PolicySettings { Active = bundle with { Revision = "r-2" } } }).ShouldBe(["policies"]);
    }

    [Fact]
    public void The_hash_of_an_api_key_is_not_written()
    {
        var after = Before with { ApiKeys = [new ApiKeySettings("k", new string('f', 64), "alice", EntityType.Agent, [], 0, null)] };

        Encoding.UTF8.GetString(SettingsEvidence.Row(_buffer, Before, after, "root", Scene.Start).Body.Span).ShouldNotContain("ffff");
    }

    [Fact]
    public void A_registration_is_written_as_documented()
    {
        var description = new AgentDescription("Alice", "2.1", ["search"], ImmutableDictionary<string, string>.Empty);

        var row = RegistrationEvidence.Row(_buffer, new AgentKey("acme", "alice"), description, Scene.Start);

        row.Kind.ShouldBe(EvidenceKind.Registered);
        Encoding.UTF8.GetString(row.Body.Span).ShouldBe(
            "{\"agent\":\"alice\",\"at\":\"2026-03-01T12:00:00+00:00\",\"capabilities\":[\"search\"],\"name\":\"Alice\",\"tenant\":\"acme\",\"v\":1,\"version\":\"2.1\"}");
    }

    private string?[] Changed(TenantSettings after)
    {
        using var json = JsonDocument.Parse(SettingsEvidence.Row(_buffer, Before, after, "root", Scene.Start).Body);
        return [.. json.RootElement.GetProperty("changed").EnumerateArray().Select(static e => e.GetString())];
    }
}
