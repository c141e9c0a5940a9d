using AgentBus.Dashboard;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Dashboard;

public sealed class FormerVoteTests
{
    [Fact]
    public void Votes_before_people_were_asked_again_are_of_their_round_and_of_each_person_the_last() =>
        Of(3, "ann:vote:Reject", "ann:vote:Approve", "ben:vote:Approve", "bus:reopen:", "ann:vote:Approve", "bus:reopen:", "ben:vote:Reject")
            .ShouldBe([(2, "ann", "Approve"), (1, "ann", "Approve"), (1, "ben", "Approve")]);

    [Fact]
    public void In_the_first_round_there_are_none() => Of(1, "bus:open:", "ann:vote:Approve").ShouldBeEmpty();

    [Fact]
    public void Where_the_older_end_of_the_history_is_lost_rounds_keep_their_numbers() =>
        Of(4, "ann:vote:Approve", "bus:reopen:").ShouldBe([(3, "ann", "Approve")]);

    private static (int, string, string)[] Of(int round, params string[] happened) =>
    [
        .. FormerVote.Of(round, [.. happened.Select(static text => text.Split(':')).Select(static (part, at) => new CaseEntry(DateTimeOffset.UnixEpoch.AddSeconds(at), part[0], part[1], part[2]))])
            .Select(static vote => (vote.Round, vote.Reviewer, vote.Choice)),
    ];
}
