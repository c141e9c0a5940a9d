using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

/// <summary>
/// Random lives of a case beside a reference that counts with plain sets: votes by anyone, time, escalation, withdrawal, delivery, opening
/// again, approvals. Whatever happens, both stand in the same state, an end is an end, and votes that do not count decide nothing.
/// </summary>
public sealed class CaseModelTests
{
    private static readonly string[] People = ["ann", "ben", "cleo", "alice", "olga", "lea"];

    private enum Step
    {
        Approve,
        Reject,
        Abstain,
        Wait,
        Escalate,
        Cancel,
        Deliver,
        Refuse,
        Reopen,
        Reserve,
        Release,
        Use,
        Look,
        Forget,
    }

    [Theory]
    [InlineData(CaseRelease.Deliver, false)]
    [InlineData(CaseRelease.Deliver, true)]
    [InlineData(CaseRelease.Grant, false)]
    public void A_case_lives_as_the_reference_does(CaseRelease release, bool approveOnTimeout)
    {
        var step =
            from kind in Gen.Frequency(
                (6, Gen.Constant(Step.Approve)),
                (3, Gen.Constant(Step.Reject)),
                (2, Gen.Constant(Step.Abstain)),
                (3, Gen.Constant(Step.Wait)),
                (1, Gen.Constant(Step.Escalate)),
                (1, Gen.Constant(Step.Cancel)),
                (2, Gen.Constant(Step.Deliver)),
                (1, Gen.Constant(Step.Refuse)),
                (2, Gen.Constant(Step.Reopen)),
                (2, Gen.Constant(Step.Reserve)),
                (1, Gen.Constant(Step.Release)),
                (1, Gen.Constant(Step.Use)),
                (1, Gen.Constant(Step.Look)),
                (1, Gen.Constant(Step.Forget)))
            from number in Gen.Choose(0, 23)
            select (kind, number);

        Prop.ForAll(Gen.ListOf(step, 40).ToArbitrary(), steps =>
        {
            var run = new Run(new ReviewRule
            {
                Name = "model",
                Quorum = 2,
                VetoRoles = ["veto"],
                Release = release,
                ApproveOnTimeout = approveOnTimeout,
                Escalations = [new EscalationLevel(TimeSpan.FromMinutes(20), ["lead"])],
            });
            foreach (var (kind, number) in steps)
            {
                run.Do(kind, number);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private sealed class Run
    {
        private readonly DeliberationSettings _settings;
        private readonly Dictionary<string, VoteChoice> _votes = [];
        private DeliberationCase _case;
        private DateTimeOffset _now = Start;
        private CaseState _state = CaseState.Open;
        private DateTimeOffset _deadline = Start + TimeSpan.FromHours(1);
        private DateTimeOffset _level = Start + TimeSpan.FromMinutes(20);
        private bool _raised;
        private string _reserved = "";
        private int _sends;
        private DateTimeOffset? _used;
        private int _digest;
        private RawContentState _raw = RawContentState.Kept;

        public Run(ReviewRule rule)
        {
            _settings = Settings(rule) with { RawContent = new RawContentSettings() };
            _case = RawContentRules.Keep(CaseRules.Open("acme", "case-1", Deploy, _settings, Start), isSealed: true).Case;
        }

        public void Do(Step step, int number)
        {
            CatchUp();
            var before = _case;
            switch (step)
            {
                case Step.Approve:
                    Vote(People[number % People.Length], VoteChoice.Approve, number);
                    break;
                case Step.Reject:
                    Vote(People[number % People.Length], VoteChoice.Reject, number);
                    break;
                case Step.Abstain:
                    Vote(People[number % People.Length], VoteChoice.Abstain, number);
                    break;
                case Step.Wait:
                    _now += TimeSpan.FromMinutes(number);
                    CatchUp();
                    break;
                case Step.Escalate:
                    Take(CaseRules.Escalate(_case, Person("ann"), "", _now), _state == CaseState.Open && !_raised, () => _raised = true);
                    break;
                case Step.Cancel:
                    Take(CaseRules.Cancel(_case, "alice", "", _now), _state is CaseState.Open or CaseState.Granted, () => _state = CaseState.Cancelled);
                    break;
                case Step.Deliver when _state == CaseState.Delivering:
                    Take(CaseRules.Delivered(_case, "ops:main", _now), true, () => _state = CaseState.Delivered);
                    break;
                case Step.Refuse when _state == CaseState.Delivering:
                    Take(CaseRules.Refused(_case, Refusal.NotFound, _now), true, () => _state = CaseState.Refused);
                    break;
                case Step.Reopen when _state == CaseState.Delivering:
                    _digest++;
                    Take(CaseRules.Demanded(_case, _case.Action with { Digest = Digest }, _settings, _now)!, true, BeginRound);
                    break;
                case Step.Look:
                    Look(People[number % People.Length], number);
                    break;
                case Step.Forget when RawContentRules.IsToForget(_case, _settings with { RawContent = null }):
                    _raw = RawContentState.Deleted;
                    _case = RawContentRules.Forget(_case, _now).Case;
                    break;
                case Step.Reserve:
                    Reserve(Claim($"k-{number % 2}", number % 5 == 0 ? new string('f', 64) : Digest));
                    break;
                case Step.Release:
                    Settle(ApprovalRules.Release(_case, $"k-{number % 2}", _now), $"k-{number % 2}", () => _reserved = --_sends > 0 ? _reserved : "");
                    break;
                case Step.Use:
                    Settle(ApprovalRules.Use(_case, $"k-{number % 2}", _now), $"k-{number % 2}", () => (_state, _sends, _used) = (CaseState.Delivered, 0, _now));
                    break;
            }

            Compare(before);
        }

        // What a look shows is there while people decide, for people with the role, and never for the sender or its owner.
        private void Look(string name, int number)
        {
            var by = Person(name, number % 2 == 0 ? "admin" : "reviewer");
            var may = _state == CaseState.Open && _raw == RawContentState.Kept && number % 2 == 0 && name is not ("alice" or "olga");
            var lines = _case.History.Length;
            Take(RawContentRules.Look(_case, by, "why", "c0", _settings, _now), may, static () => { });
            RawContentRules.Standing(_case, by, _settings).MayLook.ShouldBe(may);
            _case.History.Length.ShouldBe(Math.Min(lines + (may ? 1 : 0), 200));
        }

        private void Reserve(ApprovalClaim claim)
        {
            var isFree = _state == CaseState.Granted && _now < _deadline && _reserved is var held && (held.Length == 0 || held == claim.Key);
            var isRest = _used is { } used && _reserved == claim.Key && _now - used < TimeSpan.FromMinutes(1);
            (ApprovalRules.Check(_case, claim, _settings, _now) is null).ShouldBe(claim.Digest == Digest && (isFree || isRest));
            if (claim.Digest == Digest && isFree)
            {
                _case = ApprovalRules.Reserve(_case, claim, _now).Case;
                (_reserved, _sends) = (claim.Key, _sends + 1);
            }
        }

        private void Settle(CaseStep? step, string key, Action then)
        {
            (step is not null).ShouldBe(_state == CaseState.Granted && _reserved == key);
            if (step is not null)
            {
                then();
                _case = step.Case;
            }
        }

        private string Digest => _digest == 0 ? Deploy.Digest : _digest.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

        private void CatchUp()
        {
            if (CaseRules.Advance(_case, _now) is { } advanced)
            {
                _case = advanced.Case;
            }

            _raised |= _state == CaseState.Open && _now >= _level;
            if (_now >= _deadline && _state == CaseState.Open)
            {
                _state = _settings.Rules[0].ApproveOnTimeout ? CaseState.Delivering : CaseState.Expired;
            }
            else if (_state == CaseState.Granted && _now >= _deadline + (_reserved.Length > 0 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero))
            {
                _state = CaseState.Expired;
            }
        }

        private void Vote(string name, VoteChoice choice, int number)
        {
            string[] roles = name == "lea" ? ["lead"] : number >= 18 ? ["reviewer", "veto"] : ["reviewer"];
            var may = _state == CaseState.Open && name is not ("alice" or "olga") && (name != "lea" || _raised);
            Take(CaseRules.Vote(_case, Person(name, roles), Ballot(choice) with { Digest = Digest }, "", _settings, _now), may, () => Count(name, choice, roles.Contains("veto")));
        }

        private void Count(string name, VoteChoice choice, bool hasVeto)
        {
            _votes[name] = choice;
            if (choice == VoteChoice.Reject && hasVeto)
            {
                _vetoes.Add(name);
            }
            else
            {
                _vetoes.Remove(name);
            }

            if (_vetoes.Count > 0 || _votes.Values.Count(static vote => vote == VoteChoice.Reject) >= 2)
            {
                var approvals = _votes.Values.Count(static vote => vote == VoteChoice.Approve);
                _state = _vetoes.Count > 0 || approvals < 2 ? CaseState.Rejected : Approved();
            }
            else if (_votes.Values.Count(static vote => vote == VoteChoice.Approve) >= 2)
            {
                _state = Approved();
            }
        }

        private readonly HashSet<string> _vetoes = [];

        private CaseState Approved()
        {
            if (_settings.Rules[0].Release == CaseRelease.Deliver)
            {
                return CaseState.Delivering;
            }

            _deadline = _now + TimeSpan.FromMinutes(15);
            return CaseState.Granted;
        }

        private void BeginRound()
        {
            _state = CaseState.Open;
            _votes.Clear();
            _vetoes.Clear();
            _raised = false;
            _deadline = _now + TimeSpan.FromHours(1);
            _level = _now + TimeSpan.FromMinutes(20);
        }

        private void Take(Result<CaseStep> result, bool expected, Action then)
        {
            result.IsOk.ShouldBe(expected, result.Refusal?.Reason ?? "It was taken.");
            if (result.IsOk)
            {
                then();
                _case = result.Value.Case;
            }
        }

        private void Compare(DeliberationCase before)
        {
            _case.State.ShouldBe(_state);
            _raw = _state is CaseState.Open or CaseState.Delivering ? _raw : RawContentState.Deleted;
            _case.Raw.ShouldBe(_raw);
            _case.Level.ShouldBe(_raised ? 1 : 0);
            (_case.ReservedFor, _case.Reservations).ShouldBe((_reserved, _sends));
            _case.Votes.ToDictionary(static vote => vote.Reviewer, static vote => vote.Choice).ShouldBe(_votes, ignoreOrder: true);
            _case.Revision.ShouldBeGreaterThanOrEqualTo(before.Revision);
            if (CaseLifecycle.IsFinal(before.State))
            {
                _case.ShouldBe(before);
            }
        }
    }
}
