using System.Net;
using AgentBus.Domain.Codes;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Codes of cases: what voters are told, and what a case says became of its message.</summary>
internal static class DeliberationScenes
{
    private const string Deliberation = "--AgentBus:Tenants:default-tenant:Deliberation";

    public static IEnumerable<(Code Code, CodeScene Scene)> All { get; } =
    [
        (Code.CaseClosed, static _ => VotedAsync(static async (ann, held) =>
        {
            (await VoteAsync(ann, held, "approve")).ShouldBeData();
            return (await VoteAsync(ann, held, "reject")).ShouldBeProblem(HttpStatusCode.Conflict, "case_closed").Code;
        })),
        (Code.CaseChanged, static _ => VotedAsync(static async (ann, held) =>
            (await ann.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote = "approve", digest = new string('0', 64) }))).Code)),
        (Code.SignatureInvalid, UnsignedAsync),
        (Code.DeliberationRejected, static _ => VotedAsync(static async (ann, held) => OutcomeOf(await VoteAsync(ann, held, "reject")))),
        (Code.NoConsensus, DividedAsync),
        (Code.DeliberationTimeout, LateAsync),
        (Code.ApprovalInvalid, AlteredAsync),
        (Code.CaseCancelled, static _ => VotedAsync(static async (ann, held) => OutcomeOf(await ann.PostAsync($"/api/v1/cases/{held}/cancel", ApiClient.Enveloped(new { text = "wrong version" }))))),
    ];

    // Another content than the one that was approved.
    private static async Task<string> AlteredAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync($"{Deliberation}:UnsignedVotes", "true", $"{Deliberation}:Rules:grant:Release", "Grant");
        using var ann = Person(silo, "ann");
        using var sender = ApiClient.Of(silo, "alpha");
        var held = await HoldAsync(silo, "alpha");
        (await VoteAsync(ann, held, "approve")).ShouldBeData();
        var altered = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = "deploy all", approval_id = held });
        return (await sender.PostAsync("/api/v1/messages", altered)).ShouldBeProblem(HttpStatusCode.Conflict, "approval_invalid").Code;
    }

    private static async Task<string> VotedAsync(Func<ApiClient, string, Task<string>> scene, params string[] rule)
    {
        await using var silo = await RunningSilo.StartAsync([$"{Deliberation}:UnsignedVotes", "true", .. rule]);
        using var ann = Person(silo, "ann");
        return await scene(ann, await HoldAsync(silo, "alpha"));
    }

    private static async Task<string> UnsignedAsync(SiloFixture fixture)
    {
        using var ann = Person(fixture.Silo, "ann");
        return (await VoteAsync(ann, await HoldAsync(fixture.Silo, fixture.NewAgent()), "approve")).Code;
    }

    // Two of three are more than half, and less than the share.
    private static async Task<string> DividedAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync(
            $"{Deliberation}:UnsignedVotes", "true", $"{Deliberation}:Rules:most:Mode", "SuperMajority", $"{Deliberation}:Rules:most:Share", "0.9", $"{Deliberation}:Rules:most:Quorum", "3");
        using var ann = Person(silo, "ann");
        using var ben = Person(silo, "ben");
        using var rita = Person(silo, "rita");
        var held = await HoldAsync(silo, "alpha");
        (await VoteAsync(ann, held, "approve")).ShouldBeData();
        (await VoteAsync(ben, held, "approve")).ShouldBeData();
        return OutcomeOf(await VoteAsync(rita, held, "reject"));
    }

    private static Task<string> LateAsync(SiloFixture fixture) => VotedAsync(
        static async (ann, held) =>
        {
            var code = "";
            await Until.TrueAsync(
                "the time of the case is over",
                async () => (code = OutcomeOf(await ann.GetAsync($"/api/v1/cases/{held}"))) != CodeTable.Wire(Code.None),
                cancellationToken: TestContext.Current.CancellationToken);
            return code;
        },
        $"{Deliberation}:Rules:quick:Deadline",
        "00:00:01");

    private static ApiClient Person(RunningSilo silo, string name) => new(silo, silo.PersonToken(name, "admin"));

    private static Task<ApiReply> VoteAsync(ApiClient voter, string held, string vote) => voter.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote }));

    private static async Task<string> HoldAsync(RunningSilo silo, string agent)
    {
        using var sender = ApiClient.Of(silo, agent);
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = "deploy", requires_approval = true });
        return (await sender.PostAsync("/api/v1/messages", body)).ShouldBeData(HttpStatusCode.Accepted).Data.GetProperty("receipt").GetProperty("case_id").GetString()!;
    }

    private static string OutcomeOf(ApiReply shown) => shown.ShouldBeData().Data.GetProperty("case").GetProperty("code").GetString()!;
}
