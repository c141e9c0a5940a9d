using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

/// <summary>
/// Cases and votes as version 1 stored them are read for ever: a case may wait for weeks, and its votes are proof. A golden file is never
/// changed. What is added to either is left out while it has its default, or makes a new version with a file of its own.
/// </summary>
public sealed class GoldenCaseTests
{
    private static readonly ReviewRule Rule = new()
    {
        Name = "payments",
        MinRisk = 0.5,
        Stages = ["impact"],
        Mode = ReviewMode.Weighted,
        Quorum = 3,
        Share = 0.75,
        Roles = ["reviewer"],
        VetoRoles = ["legal"],
        MinRoles = 2,
        Weights = [new RoleWeight("lead", 2)],
        Deadline = TimeSpan.FromHours(2),
        ApproveOnTimeout = true,
        Escalations = [new EscalationLevel(TimeSpan.FromMinutes(20), ["lead"])],
        Release = CaseRelease.Grant,
        GrantLifetime = TimeSpan.FromMinutes(5),
    };

    private static readonly HeldAction Action = Deploy with
    {
        Sender = Deploy.Sender with { Scopes = ["ace.comms.*"], Person = "alice-person", Capabilities = ["deploy"] },
        Route = new CaseRoute(
            new ChannelKey("acme", "ops", "main"), [new Recipient(EntityType.Group, "crew")], new ChannelKey("acme", "ops", "pm"), [new AgentKey("acme", "bob")]),
        Type = MessageType.TaskRequest,
        Tool = "kubectl",
        Classification = Classification.Confidential,
        Rule = "payments",
        Findings = ["pii/IBAN_CODE"],
        Ehi = 0.25,
        ExpiresAt = Start.AddHours(3),
        Assessment = new Assessment(
            ScoreExplanation.Of([new ScoreFactor("action", 0.9, 0.3)]).AtLeast(0.9, "policy"), ScoreExplanation.Of([new ScoreFactor("doubt", 0.5, 0.2)])),
        Policy = new PolicyDecision
        {
            Outcome = PolicyOutcome.Deliberate,
            Rules = ["static/payments"],
            Reasons = ["Payments need two people."],
            Revisions = ["static@7"],
            DecisionIds = ["d-1"],
            Deliberation = "payments",
            ClassificationFloor = Classification.Confidential,
            ImpactFloor = 0.9,
            Fallback = "opa_connection_error",
            IsCanary = true,
            Fired = [new FiredPolicyRule("payments", "policy.rego:7", "deny if input.amount > 10")],
        },
        ConversationId = "talk-1",
        ParentId = "m-0",
        Priority = Priority.Critical,
    };

    [Fact]
    public void A_case_is_read_as_it_was_stored_and_stored_as_it_was_read() => IsGolden("case-v1-with-reasons.json", Lived(Action));

    /// <summary>Before policies named rules, and cases kept what the scores are made of.</summary>
    [Fact]
    public void A_case_of_the_first_days_is_read() => IsGolden(
        "case-v1.json", Lived(Action with { Rule = "", Assessment = null, Policy = null, ConversationId = "", ParentId = "", Priority = Priority.Medium }));

    [Fact]
    public void A_vote_is_read_as_it_was_stored_and_stored_as_it_was_read() => IsGolden("vote-v1.json", Lived(Action).Votes[0]);

    [Theory]
    [InlineData("case-v1.json")]
    [InlineData("case-v1-with-reasons.json")]
    public void A_case_that_was_stored_goes_on(string file)
    {
        var of = JsonSerializer.Deserialize<DeliberationCase>(Golden(file)).ShouldNotBeNull();
        var settings = Settings() with { Keys = [new ReviewerKey("key-1", "ann", "", ReviewerKeyState.Active, Start, "second")] };

        var voted = CaseRules.Vote(of, Person("ben", "lead"), Ballot(VoteChoice.Approve), "", settings, Start.AddMinutes(25));

        voted.Refusal.ShouldBeNull();
        voted.Value!.Case.State.ShouldBe(CaseState.Granted);
    }

    // Raised by time, commented on, and voted on once.
    private static DeliberationCase Lived(HeldAction action)
    {
        var opened = CaseRules.Open("acme", "case-1", action, Settings(Rule) with { ReviewerRoles = ["admin", "reviewer"] }, Start).Case;
        var raised = CaseRules.Advance(opened, Start.AddMinutes(20)).ShouldNotBeNull().Case;
        var said = CaseRules.Comment(raised, Person("ann"), "Who owns it?", Start.AddMinutes(21)).Value.ShouldNotBeNull().Case;
        var ballot = Ballot(VoteChoice.Approve, "fine") with { KeyId = "key-1", Signature = "c2lnbmF0dXJl" };
        return CaseRules.Vote(said, Person("ann"), ballot, new string('a', 64), Settings(), Start.AddMinutes(22)).Value.ShouldNotBeNull().Case;
    }

    // What came later may stand beside it; what was there stays, by the same name and with the same value.
    private static void IsGolden<T>(string file, T value)
    {
        var read = JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(Golden(file)));

        read.ShouldBe(JsonSerializer.Serialize(value));
        Missing(JsonNode.Parse(Golden(file)), JsonNode.Parse(read), "$").ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(JsonNode? golden, JsonNode? now, string path) => golden switch
    {
        JsonObject members => members.SelectMany(member => Missing(member.Value, (now as JsonObject)?[member.Key], $"{path}.{member.Key}")),
        JsonArray items when now is JsonArray others && others.Count == items.Count => items.SelectMany((item, i) => Missing(item, others[i], $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(golden, now) ? [] : [path],
    };

    private static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)).TrimEnd();
}
