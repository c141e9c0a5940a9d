using AgentBus.Domain.Policies;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Tenants;

public sealed class TenantRulesTests
{
    private static readonly TenantSettings Current = Scene.NewSettings();
    private static readonly ApiKeySettings Key = new("key-1", new string('a', 64), "alice", EntityType.Agent, ["agent"], 1, null);

    private const string NKeyText = "UDLVVGABQKYQVN6VJP7NHSLEA45A5YLS6PNKMIZFV4BBU2HXA5IRUVAL";

    private static ReviewRule Review { get; } = new() { Name = "review" };

    private static TenantSettings With(params ReviewRule[] rules) => Current with { Deliberation = new DeliberationSettings { Rules = [.. rules] } };

    public static TheoryData<string, TenantSettings> Wrong { get; } = new()
    {
        { "id", Current with { Tenant = new TenantKey("a/b") } },
        { "MaxMemberships", Current with { MaxMemberships = 0 } },
        { "PreviousHash", Current with { PreviousHash = "CDD01EF066BC6CF2" } },
        { "ace.comms.*", Current with { Roles = [DefaultRoles.All[1]] } },
        { "Quota", Current with { Quota = Current.Quota with { AgentRate = -1 } } },
        { "Quota", Current with { Quota = Current.Quota with { TenantBurst = double.NaN } } },
        { "Two roles", Current with { Roles = [.. DefaultRoles.All, DefaultRoles.All[1]] } },
        { "no pattern", Current with { Roles = [.. DefaultRoles.All, new RoleSettings("odd", ["ace..x"])] } },
        { "Two rooms", Current with { Rooms = [.. Current.Rooms, .. Current.Rooms] } },
        { "not named by an id", Current with { Rooms = [Scene.NewRoom("a:b", RoomAcl.Open)] } },
        { "clearance", Current with { Rooms = [Scene.NewRoom("r", RoomAcl.Open with { MinClearance = 6 })] } },
        { "MaxChannels", Current with { Rooms = [Current.Rooms[0] with { MaxChannels = 0 }] } },
        { "does not have", Current with { Rooms = [Scene.NewRoom("r", RoomAcl.Open with { PublishRoles = ["ghost"] })] } },
        { "Two channels", Current with { Rooms = [Current.Rooms[0] with { Channels = [.. Current.Rooms[0].Channels, .. Current.Rooms[0].Channels] }] } },
        { "Two api keys", Current with { ApiKeys = [Key, Key] } },
        { "SHA-256", Current with { ApiKeys = [Key with { SecretSha256 = "secret" }] } },
        { "both a secret and an nkey", Current with { ApiKeys = [Key with { NKey = NKeyText }] } },
        { "seed", Current with { ApiKeys = [Key with { SecretSha256 = "", NKey = "SUAJ2YNRTXX72WTAXKCEV5ES5QWMIRCJYVUXWMTJDFYDXLADDSXH6YALCA" }] } },
        { "no public nkey", Current with { ApiKeys = [Key with { SecretSha256 = "", NKey = "U123" }] } },
        { "no pattern", Current with { ApiKeys = [Key with { Scopes = ["ace..x"] }] } },
        { "clearance", Current with { ApiKeys = [Key with { Clearance = 6 }] } },
        { "does not have", Current with { ApiKeys = [Key with { Roles = ["ghost"] }] } },
        { "no id", Current with { ApiKeys = [Key with { Agent = "" }] } },
        { "not set", Current with { Rooms = default } },
        { "not named by an id", With(new ReviewRule()) },
        { "Two review rules", With(Review, Review) },
        { "MinRisk", With(Review with { MinRisk = 1.5 }) },
        { "Share", With(Review with { Share = 0.5 }) },
        { "Quorum", With(Review with { Quorum = 0 }) },
        { "weight", With(Review with { Weights = [new RoleWeight("lead", 0)] }) },
        { "Deadline", With(Review with { Deadline = TimeSpan.Zero }) },
        { "GrantLifetime", With(Review with { GrantLifetime = TimeSpan.FromDays(31) }) },
        { "escalation", With(Review with { Escalations = [new EscalationLevel(TimeSpan.FromHours(2), []), new EscalationLevel(TimeSpan.FromHours(1), [])] }) },
        { "not set", With(Review with { Stages = default }) },
        { "MaxOpenPerSender", Current with { Deliberation = new DeliberationSettings { MaxOpenPerSender = 0 } } },
        { "the room", Current with { Deliberation = new DeliberationSettings { Room = "a:b" } } },
        { "raw content", Keeping() },
        { "raw content", Keeping("admin", "no id") },
        { "no ECDSA P-256 key", Current with { Deliberation = new DeliberationSettings { Keys = [new ReviewerKey("k", "ann", "AAAA", ReviewerKeyState.Active, DateTimeOffset.UnixEpoch, "bob")] } } },
        { "not named by an id", WithPolicies(new() { Rules = [new DeclaredRule { Name = "a b" }] }) },
        { "Two policy rules", WithPolicies(new() { Rules = [new DeclaredRule { Name = "a" }, new DeclaredRule { Name = "a" }] }) },
        { "no id", WithPolicies(new() { Rules = [new DeclaredRule { Name = "a", Deliberation = "b c" }] }) },
        { "impact", WithPolicies(new() { Rules = [new DeclaredRule { Name = "a", ImpactFloor = double.NaN }] }) },
        { "percent", WithPolicies(new() { CanaryPercent = 101 }) },
        { "entrypoint", WithPolicies(new() { Entrypoint = "agentbus//decision" }) },
        { "OPA", WithPolicies(new() { OpaPath = "../policies" }) },
        { "larger", WithPolicies(new() { Canary = new PolicyBundleText("r", "", new byte[PolicyProblems.MaxBundleBytes + 1]) }) },
    };

    private static TenantSettings Keeping(params string[] roles) =>
        Current with { Deliberation = new DeliberationSettings { RawContent = new RawContentSettings { Roles = [.. roles] } } };

    private static TenantSettings WithPolicies(PolicySettings policies) => Current with { Policies = policies };

    [Fact]
    public void Settings_that_are_right_have_no_problems() =>
        TenantRules.Problems(With(Review with { Release = CaseRelease.Grant }) with { ApiKeys = [Key, Key with { KeyId = "key-2", SecretSha256 = "", NKey = NKeyText, Scopes = ["ace.comms.agent.*"] }], PreviousHash = "0123456789abcdef" }).ShouldBeEmpty();

    [Fact]
    public void Raw_content_may_be_kept_for_roles_of_any_name() => TenantRules.Problems(Keeping("admin", "privacy")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string word, TenantSettings settings) =>
        TenantRules.Problems(settings).ShouldHaveSingleItem().ShouldContain(word);

    [Fact]
    public void The_secret_of_a_wrong_key_is_not_repeated() =>
        TenantRules.Problems(Current with { ApiKeys = [Key with { SecretSha256 = "hunter2" }] })[0].ShouldNotContain("hunter2");

    [Fact]
    public void Settings_with_the_current_revision_replace_the_current_ones()
    {
        TenantRules.MayReplace(Current, Current with { Status = TenantStatus.LockedDown }).ShouldBeNull();
        TenantRules.Next(Current, Current).Revision.ShouldBe(8);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void Settings_with_another_revision_are_refused(long revision) =>
        TenantRules.MayReplace(Current, Current with { Revision = revision }).ShouldNotBeNull().Code.ShouldBe(Code.RevisionConflict);

    [Fact]
    public void Settings_of_another_tenant_are_refused() =>
        TenantRules.MayReplace(Current, Current with { Tenant = new TenantKey("globex") }).ShouldBe(Refusal.NotFound);

    [Fact]
    public void Settings_that_are_wrong_are_refused() =>
        TenantRules.MayReplace(Current, Current with { Roles = [] }).ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);
}
