using System.Collections.Immutable;
using AgentBus.Client;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>Agents of the SDK find each other over the built silo (AGT-02).</summary>
[Collection(SiloCollection.Name)]
public sealed class DirectoryTests(SiloFixture fixture)
{
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task An_agent_finds_another_by_what_it_can_do_asks_it_and_finds_it_no_more_when_it_has_unregistered()
    {
        var skill = $"skill-{fixture.NextAgent()}";
        await using var asker = await fixture.ConnectAsync(fixture.NextAgent());
        await using var cook = await ConnectAsync(skill, "2");
        await using var novice = await ConnectAsync(skill, "1");
        await FoundAsync(asker, skill, cook.AgentId, novice.AgentId);

        var found = (await asker.Agents.FindAsync(new AgentQuery { Capability = $"{skill}@2", Presence = AgentPresence.Online, Type = EntityType.Agent }, Cancel).ToListAsync(Cancel)).ShouldHaveSingleItem();
        (found.AgentId, found.Name, found.Version, found.Status).ShouldBe((cook.AgentId, "A cook", "3.1", AgentStatus.Active));
        found.Capabilities.ShouldBe([new AgentCapability(skill, "2")]);
        found.Metadata["kitchen"].ShouldBe("french");
        found.LastSeen.ShouldNotBeNull();
        var got = (await asker.Agents.GetAsync(cook.AgentId, Cancel)).ShouldNotBeNull();
        (got.AgentId, got.RegisteredAt).ShouldBe((found.AgentId, found.RegisteredAt));
        var asking = asker.RequestAsync(found.AgentId, new Envelope { Content = new Content { Text = "dinner" } }, TimeSpan.FromSeconds(60), Cancel);
        await cook.ReplyAsync(await cook.ReadInboxAsync(Cancel).FirstAsync(Cancel), "soup", Cancel);
        (await asking).Text.ShouldBe("soup");

        (await cook.CommandAsync("unregister", cancellationToken: Cancel)).Fields.ShouldBeEmpty();
        await FoundAsync(asker, skill, novice.AgentId);
        (await asker.Agents.GetAsync(cook.AgentId, Cancel)).ShouldBeNull();
        (await asker.SendAsync(cook.AgentId, "more", Cancel)).Code.ShouldBe(AgentBusCodes.AgentNotRegistered);
    }

    [Fact(Timeout = Patience)]
    public async Task A_command_answers_typed_fields_and_a_refused_one_says_why()
    {
        await using var client = await fixture.ConnectAsync(fixture.NextAgent());

        (await client.CommandAsync("whoami", cancellationToken: Cancel)).Fields["agent"].StringValue.ShouldBe(client.AgentId);
        (await Should.ThrowAsync<AgentBusException>(() => client.CommandAsync("dance", cancellationToken: Cancel))).Code.ShouldBe("unknown_command");
        var wrong = await Should.ThrowAsync<AgentBusException>(() => client.CommandAsync("list_agents", new Dictionary<string, string> { ["type"] = "robot" }, Cancel));
        wrong.Code.ShouldBe(AgentBusCodes.MessageInvalid);
        wrong.Message.ShouldContain("agent, human, group, dashboard, service");
    }

    private Task<AgentBusClient> ConnectAsync(string skill, string version) => SiloFixture.ConnectAsync(fixture.Silo, fixture.NextAgent(), options => options with
    {
        Profile = new AgentProfile
        {
            Name = "A cook",
            Version = "3.1",
            Capabilities = [new AgentCapability(skill, version)],
            Metadata = new Dictionary<string, string> { ["kitchen"] = "french" }.ToImmutableDictionary(),
        },
    });

    /// <summary>Agents tell the directory of themselves a moment after they came.</summary>
    private static Task FoundAsync(AgentBusClient asker, string skill, params string[] agents) => Until.TrueAsync(
        $"found are {string.Join(", ", agents)}",
        async () => (await asker.Agents.FindAsync(new AgentQuery { Capability = skill }, Cancel).Select(static agent => agent.AgentId).ToListAsync(Cancel)).ToHashSet().SetEquals(agents),
        cancellationToken: Cancel);
}
