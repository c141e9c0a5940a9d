using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Deliberation;

/// <summary>A tenant "acme" whose agent "alice", owned by "olga", wants to deploy; reviewers "ann", "ben" and "cleo".</summary>
internal static class CaseScene
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static HeldAction Deploy { get; } = new()
    {
        Sender = new Principal(new AgentKey("acme", "alice"), EntityType.Agent, ["agent"], 3, [], "jti-1", DateTimeOffset.MaxValue) { Owner = "olga" },
        Excluded = ["olga"],
        MessageId = "m-1",
        Key = "k-1",
        BodySha256 = new string('b', 64),
        Digest = new string('d', 64),
        Target = "ops:main",
        Action = "deploy",
        Stage = "impact",
        Reasons = ["Its impact is 0.9."],
        Impact = 0.9,
        PolicyRevision = 7,
    };

    public static DeliberationSettings Settings(params ReviewRule[] rules) => DeliberationSettings.Default with { Rules = [.. rules], UnsignedVotes = true };

    public static DeliberationCase Open(ReviewRule? rule = null, HeldAction? action = null) =>
        CaseRules.Open("acme", "case-1", action ?? Deploy, rule is null ? Settings() : Settings(rule), Start).Case;

    public static Principal Person(string name, params string[] roles) =>
        new(new AgentKey("acme", name), EntityType.Human, roles.Length > 0 ? [.. roles] : ["reviewer"], 5, [], $"jti-{name}", DateTimeOffset.MaxValue) { Person = name };

    public static VoteBallot Ballot(VoteChoice choice, string reason = "") =>
        new(choice, reason, Deploy.Digest, "", "", Deploy.PolicyRevision, Start + TimeSpan.FromMinutes(30));

    public static Result<CaseStep> Vote(DeliberationCase of, Principal voter, VoteChoice choice, TimeSpan after = default) =>
        CaseRules.Vote(of, voter, Ballot(choice), "", Settings(), Start + after);

    public static DeliberationCase Voted(DeliberationCase of, params (string Name, VoteChoice Choice)[] votes)
    {
        foreach (var (name, choice) in votes)
        {
            var step = Vote(of, Person(name), choice);
            step.Refusal.ShouldBeNull(name);
            of = step.Value!.Case;
        }

        return of;
    }

    /// <summary>The sender sends the action again with the approval.</summary>
    public static ApprovalClaim Claim(string key = "k-2", string digest = "", string stage = "", string agent = "alice") => new(
        new AgentKey("acme", agent),
        key,
        $"m-{key}",
        digest.Length > 0 ? digest : Deploy.Digest,
        Deploy.Classification,
        new Verdict(
            Outcome.Held, Code.Held, stage, [""], Deploy.Impact, null, [], TimeSpan.Zero, new AdmissionFacts(Start, Deploy.Sender.Agent, EntityType.Agent, [], 3, "", 7, 0, 0)));

    public static ImmutableArray<SignedVote> Votes(params (string Name, VoteChoice Choice, string Roles)[] votes) =>
        [.. votes.Select(static vote => new SignedVote(vote.Name, vote.Choice, "", [.. vote.Roles.Split(' ')], "", "", 7, Start, Start, 1))];

    public static ReviewerKey KeyOf(ECDsa key, string subject, ReviewerKeyState state = ReviewerKeyState.Active)
    {
        var text = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        return new ReviewerKey(ReviewerKeys.NameOf(text)!, subject, text, state, Start, "second");
    }
}
