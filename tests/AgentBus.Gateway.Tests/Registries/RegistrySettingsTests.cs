using AgentBus.Contracts;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace AgentBus.Gateway.Tests.Registries;

/// <summary>Outside registries as the settings name them (AGT-12).</summary>
public sealed class RegistrySettingsTests
{
    private const string Ace = "--AgentBus:Registries:ace";

    [Fact(Timeout = 60_000)]
    public async Task Agents_of_a_file_are_found_while_the_silo_runs_and_ours_are_written_and_nothing_can_be_sent_to_theirs()
    {
        using var folder = new TemporaryDirectory("registries");
        await using var silo = await RunningSilo.StartAsync(
            $"{Ace}:ImportFile", folder.File("theirs.json"), $"{Ace}:PublishFile", folder.File("ours.json"), $"{Ace}:Interval", "00:00:01");
        await using var alice = await silo.JoinAsync("alice");
        await File.WriteAllTextAsync(folder.File("theirs.json"), """{"version":1,"agents":[{"id":"carol","capabilities":["cook@1"]}]}""", TestContext.Current.CancellationToken);

        var directory = silo.Services.GetRequiredService<IClusterClient>().GetGrain<IAgentDirectory>(new TenantKey(RunningSilo.Tenant).AgentsKey);
        await Until.TrueAsync(
            "the files are exchanged",
            async () => !(await directory.FindAsync(new AgentQuery("cook"))).Value!.Agents.IsEmpty && File.Exists(folder.File("ours.json")),
            cancellationToken: TestContext.Current.CancellationToken);
        (await directory.GetAsync("carol")).Value!.Origin.ShouldBe("ace");
        var message = Sample.Message();
        (message.Room, message.Channel, message.ToAgent) = ("", "", "carol");
        (await alice.PublishAsync(message)).ShouldHaveSingleItem().Code.ShouldBe("agent_not_registered");
    }

    [Theory]
    [InlineData("an id", "Tenant", "default-tenant", "the name is no id")]
    [InlineData("ace", "Tenant", "default-tenant", "ImportFile: needs a file")]
    [InlineData("ace", "Interval", "00:00:00", "Interval")]
    [InlineData("ace", "Tenant", "a b", "Tenant")]
    public async Task What_is_wrong_ends_the_start_and_names_its_key(string name, string key, string value, string problem) =>
        (await Should.ThrowAsync<ConfigurationError>(() => RunningSilo.StartAsync($"--AgentBus:Registries:{name}:{key}", value)))
            .Message.ShouldContain(problem);

    [Fact]
    public async Task A_file_that_the_bus_writes_has_one_writer_and_is_not_read_back() =>
        (await Should.ThrowAsync<ConfigurationError>(() => RunningSilo.StartAsync(
            $"{Ace}:PublishFile", "a.json", "--AgentBus:Registries:lap:PublishFile", "./a.json", "--AgentBus:Registries:lap:ImportFile", "a.json")))
            .Message.ShouldSatisfyAllConditions(
                static text => text.ShouldContain("lap:PublishFile"), static text => text.ShouldContain("lap:ImportFile"));
}
