using System.Text.Json;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Agents;
using AgentBus.Grains.Policies;
using AgentBus.Grains.Rooms;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Golden;

/// <summary>State that version 1 wrote is read for ever. A golden file is never changed; a new version gets a new one.</summary>
public sealed class GoldenStateTests
{
    private static readonly DateTimeOffset At = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private static readonly AgentDescription Alice = new("Alice", "1.2", ["search"], AgentDescription.Empty.Metadata.Add("avatar", "a.png"));

    private static readonly TenantSettings Tenant = new(
        new TenantKey("acme"),
        2,
        TenantStatus.LockedDown,
        [MessageType.GovernanceRequest],
        "prod",
        ["pii_regulated"],
        new QuotaSettings(1.5, 3, 100, 200),
        [new RoleSettings(DefaultRoles.Admin, [DefaultRoles.AllSubjects])],
        [
            new RoomSettings(
                "science",
                new RoomAcl(["agent"], ["agent", "observer"], ["admin"], Classification.Confidential, 1),
                [new ChannelSettings("explore", "discussion", ChannelDurability.Ephemeral, true, At, "configuration")],
                true,
                16),
        ],
        [new ApiKeySettings("key1", new string('a', 64), "alice", EntityType.Service, ["agent"], 2, At)],
        ["mallory"],
        ["jti-1"],
        "0123456789abcdef",
        32);

    private static readonly TenantSettings TenantOfVersion2 = Tenant with
    {
        Groups = [new GroupSettings("crew", ["alice"], ["crew"])],
        RefuseDisabledReceivers = true,
        RoutingRules = [new RoutingRule { Name = "urgent", Types = [MessageType.Notification], MinPriority = Priority.Critical, ToAgent = "alice" }],
    };

    private static readonly TenantPoliciesState Bundles = new()
    {
        Bundles =
        [
            new StoredBundle(new PolicyBundleRecord(new string('b', 64), "hours-2", PolicyBundleState.Draft, At, "olga", 3, ["data.agentbus_test.test_hours"]), new byte[] { 1, 2, 3 }),
            new StoredBundle(new PolicyBundleRecord(new string('a', 64), "", PolicyBundleState.RolledBack, At, "olga", 4, []), new byte[] { 4 }),
        ],
    };

    [Fact]
    public void The_state_of_an_agent_that_version_1_wrote_is_read()
    {
        var state = JsonSerializer.Deserialize<AgentState>(Golden("agent-v1.json")).ShouldNotBeNull().Upgraded();

        JsonSerializer.Serialize(state).ShouldBe(JsonSerializer.Serialize(new AgentState
        {
            Revision = 3,
            Description = Alice,
            RegisteredAt = At,
            Status = AgentStatus.Active,
            ChangedAt = At,
            Versions = [new AgentVersion(Alice, At, At, VersionStanding.Unmarked, "")],
        }));
    }

    [Fact]
    public void The_state_of_an_agent_is_read_and_written_as_version_2_did() => IsGolden(
        "agent-v2.json",
        new AgentState
        {
            Revision = 3,
            Description = Alice,
            RegisteredAt = At,
            Type = EntityType.Service,
            Status = AgentStatus.Suspended,
            StatusReason = "crash loop",
            ChangedAt = At,
            Debug = true,
            Versions = [new AgentVersion(Alice, At, At, VersionStanding.Good, "olga")],
        });

    [Fact]
    public void The_state_of_a_room_is_read_and_written_as_version_1_did() => IsGolden(
        "roomdirectory-v1.json",
        new RoomDirectoryState { Channels = [new StoredChannel { Name = "made", CreatedAt = At, CreatedBy = "alice" }] });

    [Fact]
    public void The_state_of_a_tenant_is_read_and_written_as_version_3_did() => IsGolden(
        "tenant-v3.json",
        StateOf(TenantOfVersion2 with
        {
            Inspection = new InspectionPolicy { Mode = InspectionMode.Enforce, ScopeInclude = ["science:*"], BlockTypes = ["IBAN_CODE"], RepeatBlock = TimeSpan.FromMinutes(1) },
            Policies = new PolicySettings { Entrypoint = "acme/decision", OpaPath = "acme/decision", CollectsAll = true },
            Impact = new ImpactSettings { Threshold = 0.7, Thresholds = [new("deploy", 0.6)], OnFault = StageFault.Hold },
            Sequences = new SequenceSettings(16, 8, 100),
            Deliberation = new DeliberationSettings { ReviewerRoles = ["reviewer"], MaxOpenPerSender = 10 },
            IsStopped = true,
        }));

    [Fact]
    public void The_bundles_of_a_tenant_are_read_and_written_as_version_2_did() => IsGolden("tenantpolicies-v2.json", Bundles);

    [Fact]
    public void The_bundles_of_a_tenant_of_version_1_are_read_which_wrote_each_archive_twice() =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<TenantPoliciesState>(Golden("tenantpolicies-v1.json")))
            .ShouldBe(JsonSerializer.Serialize(Bundles with { SchemaVersion = 1 }));

    [Fact]
    public void The_state_of_a_tenant_of_version_2_is_read() =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<TenantState>(Golden("tenant-v2.json")))
            .ShouldBe(JsonSerializer.Serialize(StateOf(TenantOfVersion2) with { SchemaVersion = 2 }));

    [Fact]
    public void The_state_of_a_tenant_of_version_1_is_read() =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<TenantState>(Golden("tenant-v1.json")))
            .ShouldBe(JsonSerializer.Serialize(StateOf(Tenant) with { SchemaVersion = 1 }));

    [Theory]
    [InlineData(typeof(AgentState))]
    [InlineData(typeof(RoomDirectoryState))]
    [InlineData(typeof(TenantState))]
    [InlineData(typeof(TenantPoliciesState))]
    public void Fields_that_a_row_does_not_have_get_their_defaults(Type state) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize("{}", state))
            .ShouldBe(JsonSerializer.Serialize(Activator.CreateInstance(state)));

    private static TenantState StateOf(TenantSettings settings) =>
        new() { Settings = settings, Pending = new PendingChange(settings with { Revision = 3 }, "olga", At) };

    private static void IsGolden<T>(string file, T state)
    {
        var golden = Golden(file);

        JsonSerializer.Serialize(state).ShouldBe(golden);
        JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(golden)).ShouldBe(golden);
    }

    private static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)).TrimEnd();
}
