using System.Collections.Immutable;
using AgentBus.Domain.Events;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// What happens to a case, and when it may (DEL-01, DEL-02, DEL-06). Before anything else a caller lets time catch up (<see cref="Advance"/>):
/// what comes after the deadline finds the case closed, whether or not something fired at it.
/// </summary>
public static class CaseRules
{
    /// <summary>The longest reason or comment, in characters.</summary>
    public const int MaxText = 2_000;

    private const int MaxHistory = 200;
    internal const string Bus = SystemMessage.Sender;

    /// <summary>A new case.</summary>
    public static CaseStep Open(string tenant, string caseId, HeldAction action, DeliberationSettings settings, DateTimeOffset now)
    {
        var rule = RuleSelection.Select(settings, action);
        var opened = new DeliberationCase
        {
            Tenant = tenant,
            CaseId = caseId,
            Revision = 1,
            Action = action,
            Rule = rule,
            ReviewerRoles = settings.ReviewerRoles,
            OpenedAt = now,
            RoundAt = now,
            Deadline = DeadlineOf(rule, action, now),
            ChangedAt = now,
        };
        var fact = new CaseFact(CaseEvent.Open, action.Sender.Agent.Agent, action.Reasons.FirstOrDefault(""));
        return new CaseStep(opened with { History = [EntryOf(fact, now)] }, [fact]);
    }

    /// <summary>When something happens by time alone; null: never.</summary>
    public static DateTimeOffset? NextDue(DeliberationCase of) => of.State switch
    {
        CaseState.Open when of.Level < of.Rule.Escalations.Length && of.RoundAt + of.Rule.Escalations[of.Level].After is var level && level < of.Deadline => level,
        CaseState.Granted when of.ReservedFor.Length > 0 => of.Deadline + ApprovalRules.SendGrace,
        CaseState.Open or CaseState.Granted => of.Deadline,
        _ => null,
    };

    /// <summary>Lets time catch up: the levels whose time has come, then the deadline. Null: nothing was due.</summary>
    public static CaseStep? Advance(DeliberationCase of, DateTimeOffset now)
    {
        CaseStep? step = null;
        while (NextDue(step?.Case ?? of) is { } due && due <= now)
        {
            var current = step?.Case ?? of;
            var next = due < current.Deadline ? Raise(current, Bus, "the time of the level has come", now) : TimeOver(current, now);
            step = step is null ? next : new CaseStep(next.Case, step.Facts.AddRange(next.Facts));
        }

        return step is null ? null : step with { Case = step.Case with { Revision = of.Revision + 1 } };
    }

    /// <summary>Takes a vote whose signature was checked (<see cref="VoteSignature"/>), and decides where that is enough. The very vote that stands, sent again, changes nothing.</summary>
    public static Result<CaseStep> Vote(DeliberationCase of, Principal voter, VoteBallot ballot, string textSha256, DeliberationSettings settings, DateTimeOffset now)
    {
        if (IsAgain(of, voter, ballot))
        {
            return new CaseStep(of, []);
        }

        if (of.State != CaseState.Open || now >= of.Deadline)
        {
            return CaseRefusals.Closed;
        }

        if (Voter.Check(of, voter, out var roles) is { } refusal)
        {
            return refusal;
        }

        if (ballot.Choice == VoteChoice.Approve && !Voter.MayRead(of.Action, voter))
        {
            return CaseRefusals.NotCleared;
        }

        if (ballot.Reason.Length > MaxText)
        {
            return CaseRefusals.TooLong;
        }

        if (ballot.Digest != of.Action.Digest || ballot.PolicyRevision != of.Action.PolicyRevision)
        {
            return CaseRefusals.OtherAction;
        }

        if (textSha256.Length > 0 && of.Taken.Contains(textSha256))
        {
            return CaseRefusals.Replayed;
        }

        var vote = new SignedVote(
            voter.Person, ballot.Choice, ballot.Reason, roles, ballot.KeyId, ballot.Signature, ballot.PolicyRevision, ballot.Expires, now, of.Round);
        var voted = of with
        {
            Votes = [.. of.Votes.Where(other => other.Reviewer != vote.Reviewer), vote],
            Taken = textSha256.Length > 0 ? of.Taken.Add(textSha256) : of.Taken,
        };
        var cast = Happen(voted, new CaseFact(CaseEvent.Vote, vote.Reviewer, ballot.Choice.ToString(), vote), now);
        return Decide(cast, settings, now);
    }

    /// <summary>Adds a remark.</summary>
    public static Result<CaseStep> Comment(DeliberationCase of, Principal by, string text, DateTimeOffset now) =>
        of.State != CaseState.Open ? CaseRefusals.Closed
        : text.Length is 0 or > MaxText ? CaseRefusals.TooLong
        : Voter.Check(of, by, out _) is { } refusal ? refusal
        : Happen(of, new CaseFact(CaseEvent.Comment, by.Person, text), now);

    /// <summary>Asks the next level at once.</summary>
    public static Result<CaseStep> Escalate(DeliberationCase of, Principal by, string reason, DateTimeOffset now) =>
        of.State != CaseState.Open ? CaseRefusals.Closed
        : reason.Length > MaxText ? CaseRefusals.TooLong
        : Voter.Check(of, by, out _) is { } refusal ? refusal
        : of.Level >= of.Rule.Escalations.Length ? CaseRefusals.NoFurtherLevel
        : Raise(of, by.Person, reason, now);

    /// <summary>Ends it before anybody decided: the sender withdraws it, a reviewer has it stopped, or the bus does since the sender may send nothing any more.</summary>
    public static Result<CaseStep> Cancel(DeliberationCase of, string by, string reason, DateTimeOffset now) =>
        !CaseLifecycle.TryMove(of.State, CaseEvent.Cancel, out _) ? CaseRefusals.Closed
        : reason.Length > MaxText ? CaseRefusals.TooLong
        : Happen(of with { Code = Code.CaseCancelled, Reason = reason.Length > 0 ? reason : "It was withdrawn." }, new CaseFact(CaseEvent.Cancel, by, reason), now);

    /// <summary>The message is delivered.</summary>
    public static CaseStep Delivered(DeliberationCase of, string where, DateTimeOffset now) =>
        Happen(of, new CaseFact(CaseEvent.Deliver, Bus, where), now);

    /// <summary>The message is approved, and does not get through.</summary>
    public static CaseStep Refused(DeliberationCase of, Refusal why, DateTimeOffset now) =>
        Happen(of with { Code = why.Code, Reason = why.Reason }, new CaseFact(CaseEvent.Refuse, Bus, why.Reason), now);

    /// <summary>
    /// What admission says of an approved message now, where it still wants people: null, the votes satisfy what it demands. Else the case
    /// begins another round: by today's rule, with what inspection says today.
    /// </summary>
    public static CaseStep? Demanded(DeliberationCase of, HeldAction today, DeliberationSettings settings, DateTimeOffset now)
    {
        if (IsEnough(of, today, settings, out var rule) && today.Digest == of.Action.Digest)
        {
            return null;
        }

        var again = of with
        {
            Action = today,
            Rule = rule,
            ReviewerRoles = settings.ReviewerRoles,
            Round = of.Round + 1,
            Level = 0,
            Votes = [],
            RoundAt = now,
            Deadline = DeadlineOf(rule, today, now),
        };
        var why = today.Digest != of.Action.Digest ? "inspection made another message of it" : $"the rule {rule.Name} demands more";
        return Happen(again, new CaseFact(CaseEvent.Reopen, Bus, why), now);
    }

    /// <summary>Votes that still count: those whose key was revoked since do not, nor do unsigned ones where the tenant wants signatures by now.</summary>
    public static ImmutableArray<SignedVote> Counting(DeliberationCase of, DeliberationSettings settings) =>
        of.Votes.RemoveAll(vote => vote.KeyId.Length == 0 ? !settings.UnsignedVotes : settings.Keys.All(key => key.KeyId != vote.KeyId || key.State != ReviewerKeyState.Active));

    /// <summary>The sender was told.</summary>
    public static DeliberationCase Told(DeliberationCase of) => of with { IsTold = true, Revision = of.Revision + 1 };

    // Who did not get the answer to a vote sends the same again: it counts once, and the answer is as the first time. Only a signature tells
    // the same vote from another one of the same words.
    private static bool IsAgain(DeliberationCase of, Principal voter, VoteBallot ballot) =>
        ballot.Digest == of.Action.Digest
        && ballot.Signature.Length > 0
        && of.Votes.Any(vote => vote.Reviewer == voter.Person
            && vote.Choice == ballot.Choice
            && vote.Reason == ballot.Reason
            && vote.KeyId == ballot.KeyId
            && vote.Signature == ballot.Signature
            && vote.PolicyRevision == ballot.PolicyRevision
            && VoteText.Time(vote.SignatureExpires) == VoteText.Time(ballot.Expires));

    /// <summary>Whether the votes satisfy what today's admission demands of the action.</summary>
    internal static bool IsEnough(DeliberationCase of, HeldAction today, DeliberationSettings settings, out ReviewRule rule)
    {
        rule = RuleSelection.Select(settings, today.Stage.Length > 0 ? today : today with { Stage = of.Action.Stage, Rule = of.Action.Rule });
        var asksNoMore = today.Stage.Length == 0 && today.Risk <= of.Action.Risk;
        return asksNoMore || IsSatisfied(of, rule, settings);
    }

    // What time let go had no votes to show; the rule that let it go lets it go again.
    private static bool IsSatisfied(DeliberationCase of, ReviewRule rule, DeliberationSettings settings) =>
        DecisionRules.Decide(rule, Entitled(of, rule, settings)) == Decision.Approve
        || (rule.ApproveOnTimeout && rule.Name == of.Rule.Name && DecisionRules.Decide(of.Rule, of.Votes) != Decision.Approve);

    // Who voted by another rule need not have a role that this one asks for.
    private static ImmutableArray<SignedVote> Entitled(DeliberationCase of, ReviewRule rule, DeliberationSettings settings)
    {
        var roles = Voter.RolesOf(of with { Rule = rule, ReviewerRoles = settings.ReviewerRoles });
        return Counting(of, settings).RemoveAll(vote => !vote.Roles.Any(role => roles.Contains(role)));
    }

    private static CaseStep Decide(CaseStep cast, DeliberationSettings settings, DateTimeOffset now)
    {
        var of = cast.Case;
        var decision = DecisionRules.Decide(of.Rule, Counting(of, settings));
        if (decision == Decision.None)
        {
            return cast;
        }

        var decided = decision == Decision.Approve
            ? Approve(of, $"the rule {of.Rule.Name} is satisfied", now)
            : Stop(of, CaseEvent.Reject, CaseCodes.Of(decision), now);
        return new CaseStep(decided.Case with { Revision = of.Revision }, cast.Facts.AddRange(decided.Facts));
    }

    private static CaseStep TimeOver(DeliberationCase of, DateTimeOffset now) =>
        of is { State: CaseState.Open, Rule.ApproveOnTimeout: true } && !(of.Action.ExpiresAt <= of.Deadline)
            ? Approve(of, "time is over, and the rule lets it go then", now)
            : Stop(of, CaseEvent.Expire, CaseCodes.Expired(of.State), now);

    private static CaseStep Approve(DeliberationCase of, string why, DateTimeOffset now) => of.Rule.Release == CaseRelease.Deliver
        ? Happen(of, new CaseFact(CaseEvent.Approve, Bus, why), now)
        : Happen(of with { Deadline = now + of.Rule.GrantLifetime }, new CaseFact(CaseEvent.Grant, Bus, why), now);

    private static CaseStep Stop(DeliberationCase of, CaseEvent happens, (Code Code, string Reason) why, DateTimeOffset now) =>
        Happen(of with { Code = why.Code, Reason = why.Reason }, new CaseFact(happens, Bus, why.Reason), now);

    private static CaseStep Raise(DeliberationCase of, string by, string why, DateTimeOffset now) =>
        Happen(of with { Level = of.Level + 1 }, new CaseFact(CaseEvent.Escalate, by, why), now);

    /// <summary>What happens, as the table of the life says.</summary>
    internal static CaseStep Happen(DeliberationCase of, CaseFact fact, DateTimeOffset now)
    {
        if (!CaseLifecycle.TryMove(of.State, fact.Event, out var to))
        {
            throw new InvalidOperationException($"A case that is {of.State} has no transition for {fact.Event}.");
        }

        var history = of.History.Add(EntryOf(fact, now));
        return new CaseStep(
            of with
            {
                State = to,
                Revision = of.Revision + 1,
                ChangedAt = now,
                IsTold = of.IsTold && to == of.State,
                Raw = RawContentRules.After(of.Raw, to),
                History = history.Length > MaxHistory ? history.RemoveRange(1, history.Length - MaxHistory) : history,
            },
            [fact]);
    }

    /// <summary>Something that happened, as the history has it.</summary>
    internal static CaseEntry EntryOf(CaseFact fact, DateTimeOffset now) => new(now, fact.By, CaseNames.Of(fact.Event), fact.Detail);

    private static DateTimeOffset DeadlineOf(ReviewRule rule, HeldAction action, DateTimeOffset now) =>
        action.ExpiresAt is { } expires && expires < now + rule.Deadline ? expires : now + rule.Deadline;
}
