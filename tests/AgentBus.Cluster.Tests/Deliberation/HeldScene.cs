using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Tenants in which deployments wait for reviewers.</summary>
internal static class HeldScene
{
    public static string Tenant(BusCluster cluster, params ReviewRule[] rules) => cluster.Tenant(settings => With(settings, rules));

    public static TenantSettings With(TenantSettings settings, params ReviewRule[] rules) => settings with
    {
        Roles = [.. DefaultRoles.All, new RoleSettings("reviewer", []), new RoleSettings("lead", [])],
        Deliberation = new DeliberationSettings { UnsignedVotes = true, Rules = [.. rules] },
    };

    /// <summary>A message that the stage of the tests holds.</summary>
    public static Envelope Deployment(TestAgent agent, string text = "deploy 4.2") => agent.Message(text) with { Action = HoldingStage.Action };

    public static async Task<string> HoldAsync(TestAgent agent, Envelope message)
    {
        var receipt = (await agent.SendAsync(message))[0];
        receipt.Outcome.ShouldBe(Outcome.Held, receipt.Reason);
        return receipt.CaseId;
    }

    public static async Task<IReadOnlyList<string>> TextsAsync(TestAgent agent) =>
        [.. (await agent.ReadAsync()).Value.ShouldNotBeNull().Messages.Select(TestAgent.Text)];

    public static async Task<IReadOnlyList<DeadLetter>> LettersAsync(BusCluster cluster, string tenant) =>
        (await cluster.Silo<IDeadLetterStore>().ListAsync(new DeadLetterFilter(tenant), TestContext.Current.CancellationToken)).Letters;

    /// <summary>Waits until the case stands so, as its sender sees it.</summary>
    public static Task StandsAsync(Reviewer reviewer, string caseId, CaseState state) =>
        Eventually.HoldsAsync($"{caseId} is {state}", async () => (await reviewer.ShowAsync(caseId)).Summary.State == state);
}
