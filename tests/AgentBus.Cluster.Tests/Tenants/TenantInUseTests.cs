using AgentBus.Domain.Inspection;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Cluster.Tests.Tenants;

public sealed class TenantInUseTests
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(2);
    private static readonly TenantSettings First = Settings.Of("acme");

    private readonly ManualTimeProvider _time = new();
    private readonly TenantInUse _tenant;

    public TenantInUseTests() => _tenant = new TenantInUse("acme", _time, Trust, InspectionSetup.OwnPolicies);

    [Fact]
    public void Settings_are_trusted_for_two_seconds_after_they_were_compared()
    {
        _tenant.Fresh().ShouldBeNull();
        _tenant.Take(First, 1, _time.GetTimestamp()).ShouldBeTrue();

        _time.Advance(Trust - TimeSpan.FromMilliseconds(1));
        _tenant.Fresh().ShouldNotBeNull().Settings.ShouldBe(First);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _tenant.Fresh().ShouldBeNull();

        _tenant.Take(null, 1, _time.GetTimestamp()).ShouldBeFalse();
        _tenant.Fresh().ShouldNotBeNull();
    }

    [Fact]
    public void An_answer_that_was_long_under_way_is_as_old_as_its_question()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(Trust);

        _tenant.Take(First, 1, asked);

        _tenant.Fresh().ShouldBeNull();
        _tenant.Age.ShouldBe(Trust);
    }

    [Fact]
    public void Older_settings_never_take_the_place_of_newer_ones()
    {
        var newer = First with { Revision = 2, Status = TenantStatus.LockedDown };
        _tenant.Take(newer, 1, _time.GetTimestamp());

        _tenant.Take(First, 1, _time.GetTimestamp()).ShouldBeFalse();

        _tenant.Latest!.Settings.ShouldBe(newer);
    }

    [Fact]
    public void The_quota_is_shared_by_the_live_silos()
    {
        _tenant.Take(First with { Quota = new QuotaSettings(0, 0, 0.001, 8) }, 1, _time.GetTimestamp());
        _tenant.Take(null, 0.5, _time.GetTimestamp());

        Enumerable.Range(0, 10).Count(_ => _tenant.Bucket.TryTake(_time.GetUtcNow(), out var _, out var _)).ShouldBe(4);
    }

    [Fact]
    public void A_revision_ends_the_sessions_of_revoked_credentials_and_disabled_agents()
    {
        _tenant.Track("alice", ["a1", "a2"]);
        _tenant.Track("bob", ["b1"]);
        _tenant.Track("carol", ["c1"]);
        _tenant.Track("gone", ["g1"]);
        _tenant.Track("gone", []);

        var ended = _tenant.EndedBy(TenantSnapshot.Compile(First with { RevokedCredentials = ["a2", "g1"], DisabledAgents = ["bob"] }));

        ended.Select(agent => agent.GrainKey).Order().ShouldBe(["acme/alice", "acme/bob"]);
    }

    [Fact]
    public async Task Renewals_at_the_same_time_are_one()
    {
        var first = _tenant.Renew(out var begun);
        var second = _tenant.Renew(out var begunAgain);
        _tenant.Renewed(Refusal.NotFound);

        (begun, begunAgain).ShouldBe((true, false));
        (await first).ShouldBe(Refusal.NotFound);
        (await second).ShouldBe(Refusal.NotFound);
        _ = _tenant.Renew(out var afterwards);
        afterwards.ShouldBeTrue();
    }
}
