using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using FsCheck.Fluent;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>
/// Random lives of held messages on a silo, beside a reference that counts with plain sets: votes by two people, withdrawals, time, channels and
/// stores that fail, silos that crash. When all is quiet again each message has the end that the reference says: it is in the channel once, or a
/// dead letter once, and never both.
/// </summary>
public sealed class CaseLifeModelTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const int Runs = 8;
    private const int Steps = 30;
    private const int Most = 8;

    private enum Step
    {
        Hold,
        HoldShortly,
        Approve,
        Reject,
        Abstain,
        Withdraw,
        ChannelFails,
        SettlingFails,
        StoreFails,
        StoreWorks,
        Crash,
    }

    [Fact]
    public async Task Every_message_ends_once_and_as_the_reference_says()
    {
        var step =
            from kind in Gen.Frequency(
                (6, Gen.Constant(Step.Hold)),
                (2, Gen.Constant(Step.HoldShortly)),
                (9, Gen.Constant(Step.Approve)),
                (4, Gen.Constant(Step.Reject)),
                (2, Gen.Constant(Step.Abstain)),
                (1, Gen.Constant(Step.Withdraw)),
                (2, Gen.Constant(Step.ChannelFails)),
                (1, Gen.Constant(Step.SettlingFails)),
                (1, Gen.Constant(Step.StoreFails)),
                (3, Gen.Constant(Step.StoreWorks)),
                (1, Gen.Constant(Step.Crash)))
            from person in Gen.Choose(0, 1)
            from message in Gen.Choose(0, Most - 1)
            select (kind, person, message);

        foreach (var steps in Gen.ListOf(step, Steps).Sample(Runs, Steps))
        {
            await using var run = await Run.BeginAsync(cluster);
            foreach (var (kind, person, message) in steps)
            {
                await run.DoAsync(kind, person, message);
            }

            await run.EndAsync(string.Join(' ', steps.Select(static one => $"{one.kind}:{one.person}:{one.message}")));
        }
    }

    /// <summary>What the reference knows of a message.</summary>
    private sealed class Known(string caseId, string text, bool isShort)
    {
        public string CaseId => caseId;

        public string Text => text;

        /// <summary>Its deadline is near, so that it may be over at any step: whoever decides first.</summary>
        public bool IsShort => isShort;

        public Dictionary<string, VoteChoice> Votes { get; } = [];

        public CaseState State { get; set; } = CaseState.Open;
    }

    private sealed class Run(BusCluster cluster, string tenant, TestAgent alice) : IAsyncDisposable
    {
        private static readonly string[] People = ["ann", "ben"];

        private readonly List<Known> _known = [];
        private readonly Dictionary<string, Reviewer> _reviewers = [];

        public static async Task<Run> BeginAsync(BusCluster cluster)
        {
            var tenant = HeldScene.Tenant(
                cluster,
                new ReviewRule { Name = "short", Stages = ["approval"], Quorum = 2, Deadline = TimeSpan.FromMilliseconds(700) },
                new ReviewRule { Name = "two", Quorum = 2 });
            var run = new Run(cluster, tenant, await cluster.AgentAsync(tenant, "alice"));
            await run.EnterAsync();
            return run;
        }

        public async Task DoAsync(Step step, int person, int message)
        {
            var known = message < _known.Count ? _known[message] : null;
            switch (step)
            {
                case Step.Hold or Step.HoldShortly when _known.Count < Most:
                    await HoldAsync(step == Step.HoldShortly);
                    break;
                case Step.Approve when known is not null:
                    await VoteAsync(known, People[person], VoteChoice.Approve);
                    break;
                case Step.Reject when known is not null:
                    await VoteAsync(known, People[person], VoteChoice.Reject);
                    break;
                case Step.Abstain when known is not null:
                    await VoteAsync(known, People[person], VoteChoice.Abstain);
                    break;
                case Step.Withdraw when known is not null:
                    var withdrawn = await _reviewers[People[0]].Case(known.CaseId).CancelAsync(new CaseCaller(alice.Key, alice.Token), "");
                    known.State = withdrawn.IsOk ? CaseState.Cancelled : known.State;
                    break;
                case Step.ChannelFails:
                    cluster.Journal.Fail(Settings.General(tenant), 1);
                    break;
                case Step.SettlingFails:
                    cluster.Cases.FailsAt = (tenant, CaseState.Delivered);
                    break;
                case Step.StoreFails:
                    cluster.Cases.Fails = true;
                    break;
                case Step.StoreWorks:
                    Mend();
                    break;
                case Step.Crash:
                    await cluster.RestartAsync(crash: true);
                    await alice.OpenAsync();
                    await EnterAsync();
                    break;
            }
        }

        /// <summary>Decides what is left, waits until all is over, and compares.</summary>
        public async Task EndAsync(string steps)
        {
            Mend();
            foreach (var known in _known.Where(static one => one.State == CaseState.Open))
            {
                foreach (var person in People)
                {
                    await VoteAsync(known, person, VoteChoice.Reject);
                }
            }

            await Eventually.HoldsAsync($"all are over after {steps}", async () => (await _reviewers[People[0]].ListAsync()).Open == 0);
            foreach (var known in _known)
            {
                var state = (await _reviewers[People[0]].ShowAsync(known.CaseId)).Summary.State;
                var may = known.IsShort && known.State == CaseState.Open ? [CaseState.Expired] : new[] { known.State };
                may.ShouldContain(state, steps);
                known.State = state;
            }

            (await HeldScene.TextsAsync(alice)).ShouldBe(TextsOf(static state => state == CaseState.Delivered), ignoreOrder: true, steps);
            (await HeldScene.LettersAsync(cluster, tenant)).Select(static letter => letter.MessageId).Order()
                .ShouldBe(_known.Where(static one => one.State != CaseState.Delivered).Select(static one => one.Text).Order(), steps);
        }

        public ValueTask DisposeAsync()
        {
            Leave();
            return ValueTask.CompletedTask;
        }

        private async Task HoldAsync(bool isShort)
        {
            var text = $"m-{_known.Count}";
            var message = isShort ? alice.Message(text) with { RequiresApproval = true } : HeldScene.Deployment(alice, text);
            var receipt = (await alice.SendAsync(message with { MessageId = text }))[0];
            if (cluster.Cases.Fails)
            {
                // Nothing of it is left, and the sender knows.
                receipt.Code.ShouldBe(Code.StorageUnavailable);
                return;
            }

            receipt.Outcome.ShouldBe(Outcome.Held, receipt.Reason);
            _known.Add(new Known(receipt.CaseId, text, isShort));
        }

        private async Task VoteAsync(Known known, string person, VoteChoice choice)
        {
            var reviewer = _reviewers[person];
            var voted = await reviewer.TryVoteAsync(known.CaseId, choice);
            if (!voted.IsOk)
            {
                // Too late, over, or not stored: then it does not count.
                voted.Refusal.Code.ShouldBeOneOf(Code.CaseClosed, Code.StorageUnavailable);
                return;
            }

            known.State.ShouldBe(CaseState.Open, "What is over takes no vote.");
            known.Votes[person] = choice;
            known.State = known.Votes.Values.Count(static vote => vote == VoteChoice.Approve) == People.Length ? CaseState.Delivered
                : known.Votes.Values.Count(static vote => vote == VoteChoice.Reject) == People.Length ? CaseState.Rejected
                : CaseState.Open;
        }

        private IEnumerable<string> TextsOf(Func<CaseState, bool> ended) => _known.Where(one => ended(one.State)).Select(static one => one.Text);

        private void Mend()
        {
            cluster.Cases.Fails = false;
            cluster.Cases.FailsAt = null;
        }

        private async Task EnterAsync()
        {
            Leave();
            foreach (var person in People)
            {
                _reviewers[person] = await Reviewer.OpenAsync(cluster, tenant, person);
            }
        }

        private void Leave()
        {
            foreach (var reviewer in _reviewers.Values)
            {
                reviewer.Dispose();
            }
        }
    }
}
