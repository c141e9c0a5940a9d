using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

/// <summary>
/// Random sends by one approval, under several keys at once, each cut off anywhere: between reservation and publish, between publish and the word
/// to the case, or never answered though it arrived. Whatever happens, messages under one key at most are in the journal, the case finds the one that is,
/// and while nothing is there or under way the approval can be used.
/// </summary>
public sealed class ApprovalModelTests
{
    private static readonly ReviewRule Rule = new() { Name = "grant", Release = CaseRelease.Grant };

    private enum Step
    {
        Send,
        Publish,
        Refuse,
        Tell,
        Lose,
        Wait,
        Look,
    }

    [Fact]
    public void One_message_at_most_goes_by_an_approval()
    {
        var step = from kind in Gen.Elements(Enum.GetValues<Step>()) from number in Gen.Choose(0, 11) select (kind, number);

        Prop.ForAll(Gen.ListOf(step, 40).ToArbitrary(), static steps =>
        {
            var run = new Run();
            foreach (var (kind, number) in steps)
            {
                run.Do(kind, number);
            }

            run.End();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private sealed record Send(string Key, DateTimeOffset At)
    {
        public bool? Arrived { get; set; }
    }

    private sealed class Run
    {
        private readonly DeliberationSettings _settings = Settings(Rule);
        private readonly List<Send> _underWay = [];
        private readonly HashSet<string> _journal = [];
        private readonly HashSet<string> _lost = [];
        private DeliberationCase _case = Voted(Open(Rule), ("ann", VoteChoice.Approve));
        private DateTimeOffset _now = Start;

        public void Do(Step step, int number)
        {
            var send = _underWay.Count == 0 ? null : _underWay[number % _underWay.Count];
            switch (step)
            {
                case Step.Send:
                    Reserve($"k-{number % 3}");
                    break;
                case Step.Publish when send is { Arrived: null }:
                    _journal.Add(send.Key);
                    send.Arrived = true;
                    break;
                case Step.Refuse when send is { Arrived: null }:
                    send.Arrived = false;
                    break;
                case Step.Tell when send is { Arrived: { } arrived }:
                    _case = (arrived ? ApprovalRules.Use(_case, send.Key, _now) : ApprovalRules.Release(_case, send.Key, _now))?.Case ?? _case;
                    _underWay.Remove(send);
                    break;
                case Step.Lose when send is not null:
                    // The sender's silo died, or the answer never came: nobody tells the case.
                    _lost.Add(send.Key);
                    _underWay.Remove(send);
                    break;
                case Step.Wait when _underWay.TrueForAll(one => _now - one.At < TimeSpan.FromSeconds(40)):
                    _now += TimeSpan.FromSeconds(number);
                    break;
                case Step.Wait when _underWay.Count == 0:
                    _now += TimeSpan.FromMinutes(number);
                    break;
                case Step.Look:
                    CatchUp();
                    break;
            }

            _journal.Count.ShouldBeLessThanOrEqualTo(1);
            if (_case.State == CaseState.Granted && _case.ReservedFor.Length == 0)
            {
                _journal.ShouldBeEmpty();
            }
        }

        public void End()
        {
            if (_case.State == CaseState.Granted && _now < _case.Deadline && _journal.Count == 0 && _underWay.Count == 0)
            {
                // Still usable: under any key, or under the one that nobody knows the end of.
                Reserve(_case.ReservedFor.Length > 0 ? _case.ReservedFor : "k-9").ShouldBeTrue();
                (_case.ReservedFor == "k-9" || _lost.Contains(_case.ReservedFor)).ShouldBeTrue();
            }

            _now += TimeSpan.FromDays(1);
            CatchUp();
            _case.State.ShouldBe(_journal.Count > 0 ? CaseState.Delivered : CaseState.Expired);
        }

        private bool Reserve(string key)
        {
            CatchUp();

            // The sender's own memory of keys answers what the journal has under one.
            if (_journal.Contains(key) || ApprovalRules.Check(_case, Claim(key), _settings, _now) is not null)
            {
                return false;
            }

            _case = ApprovalRules.Reserve(_case, Claim(key), _now).Case;
            _underWay.Add(new Send(key, _now));
            return true;
        }

        private void CatchUp()
        {
            if (_case.State == CaseState.Granted && _case.ReservedFor.Length > 0 && _journal.Count > 0)
            {
                _case = ApprovalRules.Use(_case, _case.ReservedFor, _now)!.Case;
            }

            _case = CaseRules.Advance(_case, _now)?.Case ?? _case;
        }
    }
}
