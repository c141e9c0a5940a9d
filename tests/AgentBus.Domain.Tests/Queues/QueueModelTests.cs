using AgentBus.Domain.Queues;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Queues;

/// <summary>
/// Random publishes, hand-outs, settlements, failures of consumers and of the store, and restarts, against sets in memory: nothing is lost,
/// nothing is both settled and dead, nothing comes again once that is stored, and each consumer gets classes in order.
/// </summary>
public sealed class QueueModelTests
{
    private static readonly QueueLimits Limits = new(10_000, 1 << 20, MaxDeliveries: 3, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    private enum Step
    {
        Publish,
        Attach,
        Detach,
        Lose,
        HandOut,
        Done,
        Retry,
        Reject,
        Working,
        Wait,
        Store,
        FailToStore,
        Restart,
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_queue_behaves_like_sets_of_messages(bool isInbox)
    {
        var step =
            from kind in Gen.Frequency(
                (6, Gen.Constant(Step.Publish)),
                (2, Gen.Constant(Step.Attach)),
                (1, Gen.Constant(Step.Detach)),
                (1, Gen.Constant(Step.Lose)),
                (6, Gen.Constant(Step.HandOut)),
                (6, Gen.Constant(Step.Done)),
                (2, Gen.Constant(Step.Retry)),
                (1, Gen.Constant(Step.Reject)),
                (1, Gen.Constant(Step.Working)),
                (2, Gen.Constant(Step.Wait)),
                (4, Gen.Constant(Step.Store)),
                (1, Gen.Constant(Step.FailToStore)),
                (1, Gen.Constant(Step.Restart)))
            from number in Gen.Choose(0, 9)
            select (kind, number);

        Prop.ForAll(Gen.ListOf(step, 120).ToArbitrary(), steps =>
        {
            var run = new Run(isInbox);
            foreach (var (kind, number) in steps)
            {
                run.Do(kind, number);
            }

            run.Finish();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private sealed class Run(bool isInbox)
    {
        private readonly HashSet<long> _published = [];
        private readonly HashSet<long> _done = [];
        private readonly HashSet<long> _dead = [];
        private readonly Dictionary<long, int> _storedAttempts = [];
        private readonly Dictionary<string, List<long>> _with = [];
        private readonly Dictionary<long, Priority> _priorities = [];
        private QueueIndex _index = new(Limits, isInbox, 0, 0);
        private Moment _now = new(DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        private long _through;

        public void Do(Step step, int number)
        {
            var session = $"s{number % 3}";
            switch (step)
            {
                case Step.Publish:
                    var sequence = _published.Count + 1;
                    _published.Add(sequence);
                    _priorities[sequence] = (Priority)(number % 4);
                    _index.Add(Entry(sequence, 0), new MessageHeader(_priorities[sequence], "", ""), new AgentKey("acme", "sender"), _now);
                    break;
                case Step.Attach:
                    var replaced = _index.Attach(new QueueConsumer(new AgentKey("acme", session), session, 5, 1 + number, ConsumerTakes.All), _now);
                    (isInbox || replaced.Count == 0).ShouldBeTrue("only an inbox has one taker");
                    foreach (var other in replaced)
                    {
                        _with.Remove(other);
                    }

                    (!isInbox || _index.Consumers == 1).ShouldBeTrue();
                    break;
                case Step.Detach:
                    _index.Detach(session);
                    _with.Remove(session);
                    break;
                case Step.Lose:
                    _index.Lose(session);
                    _with.Remove(session);
                    break;
                case Step.HandOut:
                    HandOut();
                    break;
                case Step.Wait:
                    _now = new Moment(_now.Utc.AddSeconds(10), _now.Uptime + TimeSpan.FromSeconds(10));
                    _index.Tick(_now);
                    break;
                case Step.Store:
                    Store();
                    break;
                case Step.FailToStore:
                    if (_index.TakeClosing() is { } lost)
                    {
                        _index.Reopen(lost, _now);
                    }

                    break;
                case Step.Restart:
                    Restart();
                    break;
                default:
                    Settle(session, step, number);
                    break;
            }

            _index.Count.ShouldBe(_published.Count - _done.Count - _dead.Count, "every message is unsettled, done or dead");
        }

        /// <summary>With a willing consumer and a store that works, everything comes to an end.</summary>
        public void Finish()
        {
            for (var round = 0; _index.Count > 0; round++)
            {
                round.ShouldBeLessThan(1_000, "the queue empties");
                Do(Step.Attach, 9);
                HandOut();
                Settle("s0", Step.Done, 9, all: true);
                Store();
                Do(Step.Wait, 0);
            }

            Store();
            _through.ShouldBe(_published.Count);
        }

        private void HandOut()
        {
            foreach (var given in _index.HandOut(_now))
            {
                var order = given.Entries.Select(entry => (-(int)_priorities[entry.Sequence], entry.Sequence)).ToArray();
                order.ShouldBe(order.Order());
                foreach (var entry in given.Entries)
                {
                    (_done.Contains(entry.Sequence) || _dead.Contains(entry.Sequence)).ShouldBeFalse("what is over does not come again");
                    entry.Attempts.ShouldBeInRange(1, Limits.MaxDeliveries);
                    foreach (var others in _with.Values)
                    {
                        others.Remove(entry.Sequence);
                    }

                    if (!_with.TryGetValue(given.SessionId, out var mine))
                    {
                        _with.Add(given.SessionId, mine = []);
                    }

                    mine.Add(entry.Sequence);
                }
            }
        }

        private void Settle(string session, Step step, int number, bool all = false)
        {
            if (!_with.TryGetValue(session, out var mine) || mine.Count == 0)
            {
                return;
            }

            long[] chosen = all ? [.. mine] : [mine[number % mine.Count]];
            var kind = step switch { Step.Done => SettlementKind.Done, Step.Retry => SettlementKind.Retry, Step.Working => SettlementKind.Working, _ => SettlementKind.Reject };
            _index.Settle(session, chosen.Select(sequence => new Settlement(sequence, kind, TimeSpan.Zero, "")), _now);
        }

        private void Store()
        {
            if (_index.TakeClosing() is not { } closing)
            {
                return;
            }

            _index.Closed(closing);
            closing.SettledThrough.ShouldBeGreaterThanOrEqualTo(_through);
            _through = closing.SettledThrough;
            foreach (var sequence in closing.Done.SelectMany(static done => done.Value))
            {
                _done.Add(sequence).ShouldBeTrue("it is settled once");
            }

            foreach (var death in closing.Dead)
            {
                _dead.Add(death.Sequence).ShouldBeTrue("it dies once");
            }

            _done.Intersect(_dead).ShouldBeEmpty();
            for (var sequence = 1L; sequence <= _through; sequence++)
            {
                (_done.Contains(sequence) || _dead.Contains(sequence)).ShouldBeTrue("the mark passes only what is over");
            }

            closing.Settled.ShouldAllBe(sequence => sequence > _through);
            foreach (var (sequence, attempts) in closing.Attempts)
            {
                _storedAttempts[sequence] = attempts;
            }
        }

        private void Restart()
        {
            // What was not stored is as if it had not been said.
            _with.Clear();
            _index = new QueueIndex(Limits, isInbox, _through, _published.Count);
            foreach (var sequence in _published.Except(_done).Except(_dead).Order())
            {
                _index.Load(Entry(sequence, _storedAttempts.GetValueOrDefault(sequence)));
            }
        }

        private QueueEntry Entry(long sequence, int attempts) =>
            new(sequence, 10, _priorities[sequence], Classification.Public, null, attempts);
    }
}
