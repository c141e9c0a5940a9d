using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class CaseRetentionTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly DeliberationSettings Keeping = DeliberationSettings.Default with { KeepClosed = Kept };

    public static TheoryData<CaseState> States { get; } = [.. Enum.GetValues<CaseState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Only_a_case_that_is_over_loses_anything_however_old_it_is(CaseState state) =>
        (CaseRetention.Retire(Ended(state), Keeping, Start.AddYears(10)) is not null).ShouldBe(state is not (CaseState.Open or CaseState.Delivering or CaseState.Granted));

    [Fact]
    public void It_does_when_its_time_has_come_once_and_not_before_its_sender_was_told()
    {
        var ended = Ended(CaseState.Rejected);

        CaseRetention.Retire(ended, Keeping, Start + Kept - TimeSpan.FromTicks(1)).ShouldBeNull();
        CaseRetention.Retire(ended, DeliberationSettings.Default, Start.AddYears(10)).ShouldBeNull("it is kept for ever");
        CaseRetention.Retire(ended with { IsTold = false }, Keeping, Start + Kept).ShouldBeNull();
        var retired = CaseRetention.Retire(ended, Keeping, Start + Kept).ShouldNotBeNull();
        CaseRetention.Retire(retired, Keeping, Start.AddYears(10)).ShouldBeNull();
    }

    [Fact]
    public void What_people_said_goes_and_what_tells_retries_and_ends_apart_stays()
    {
        var ended = Ended(CaseState.Rejected);

        var retired = CaseRetention.Retire(ended, Keeping, Start + Kept).ShouldNotBeNull();

        (retired.Votes.Length, retired.Taken.Length, retired.Reason, retired.Action.Reasons.Length, retired.Action.Findings.Length).ShouldBe((0, 0, "", 0, 0));
        (retired.Action.Policy, retired.Action.Assessment).ShouldBe((null, null));
        retired.History.ShouldHaveSingleItem().What.ShouldBe("retire");
        (retired.Action.MessageId, retired.Action.Key, retired.Action.BodySha256, retired.Action.Digest, retired.State, retired.Code, retired.ChangedAt, retired.Revision)
            .ShouldBe((ended.Action.MessageId, ended.Action.Key, ended.Action.BodySha256, ended.Action.Digest, ended.State, ended.Code, ended.ChangedAt, ended.Revision + 1));
        CaseViews.Summary(retired).Group.ShouldBe(CaseViews.Summary(ended).Group);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3650, true)]
    [InlineData(0.9, false)]
    [InlineData(3651, false)]
    public void It_is_never_shorter_than_a_key_is_known(double days, bool isRight)
    {
        var current = new Scene().Settings;
        var proposed = current with { Deliberation = DeliberationSettings.Default with { KeepClosed = TimeSpan.FromDays(days) } };

        (TenantRules.MayReplace(current, proposed) is null).ShouldBe(isRight);
    }

    private static DeliberationCase Ended(CaseState state) => Voted(Open(new ReviewRule { Name = "two", Quorum = 3 }), ("ann", VoteChoice.Reject)) with
    {
        State = state, IsTold = true, Reason = "Not on a Friday.", Code = Code.DeliberationRejected, ChangedAt = Start,
    };
}
