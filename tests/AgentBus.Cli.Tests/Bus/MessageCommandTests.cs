using System.Text.Json.Nodes;

namespace AgentBus.Cli.Tests.Bus;

public sealed class MessageCommandTests(BusFixture bus) : IClassFixture<BusFixture>
{
    [Fact]
    public void What_is_published_stands_in_the_history()
    {
        var channel = bus.NextChannel();
        var published = bus.RunAs("alice", "publish", channel, "The run is done.", "--type", "notification", "--priority", "high");
        published.Code.ShouldBe(0, published.Error);
        ((string?)Lines(published).Single()["outcome"]).ShouldBe("delivered");

        var message = Lines(bus.RunAs("bob", "rooms", "history", channel)).Single();
        ((string?)message["text"]).ShouldBe("The run is done.");
        ((string?)message["sender"]).ShouldBe("alice");
        ((string?)message["envelope"]!["message_type"]).ShouldBe("MESSAGE_TYPE_NOTIFICATION");
        ((string?)message["envelope"]!["priority"]).ShouldBe("PRIORITY_HIGH");
    }

    [Fact]
    public void Each_line_of_the_input_is_a_message_and_each_has_its_receipt_in_order()
    {
        var channel = bus.NextChannel();
        var lines = Enumerable.Range(1, 600).Select(static i => $"line {i}").ToArray();
        var published = bus.RunWith(bus.Silo.Token("alice"), string.Join('\n', lines) + "\n\n", "publish", channel, "-");
        published.Code.ShouldBe(0, published.Error);
        Lines(published).Select(static receipt => (long)receipt["sequence"]!).ShouldBe(Enumerable.Range(1, 600).Select(static i => (long)i));

        Lines(bus.RunAs("bob", "rooms", "history", channel, "--all")).Select(static message => (string?)message["text"]).ShouldBe(lines);
        Lines(bus.RunAs("bob", "rooms", "history", channel, "-n", "2")).Select(static message => (string?)message["text"]).ShouldBe(lines[^2..]);
        Lines(bus.RunAs("bob", "rooms", "history", channel, "--since", "2100-01-01")).ShouldBeEmpty();
    }

    [Fact]
    public void A_key_makes_a_message_one_however_often_it_is_sent()
    {
        var channel = bus.NextChannel();
        bus.RunAs("alice", "publish", channel, "once", "--key", "k-1");
        var again = Lines(bus.RunAs("alice", "publish", channel, "once", "--key", "k-1")).Single();
        ((long)again["sequence"]!).ShouldBe(1);
        Lines(bus.RunAs("bob", "rooms", "history", channel)).Count.ShouldBe(1);
    }

    [Fact]
    public void An_audited_message_names_its_entry_in_the_ledger()
    {
        var published = bus.RunAs("alice", "publish", bus.NextChannel(), "Pay invoice 7.", "--audit");
        published.Code.ShouldBe(0, published.Error);
        ((string?)Lines(published).Single()["audit_id"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Structured_content_and_whole_envelopes_come_from_JSON()
    {
        var channel = bus.NextChannel();
        bus.RunAs("alice", "publish", channel, """{"goal":"tea"}""", "--structured").Code.ShouldBe(0);
        bus.RunAs("alice", "publish", channel, """{"content":{"text":"whole"},"conversation_id":"c-1"}""", "--envelope").Code.ShouldBe(0);
        var messages = Lines(bus.RunAs("bob", "rooms", "history", channel));
        ((string?)messages[0]["envelope"]!["content"]!["structured"]!["goal"]).ShouldBe("tea");
        ((string?)messages[1]["envelope"]!["conversation_id"]).ShouldBe("c-1");

        var wrong = bus.RunAs("alice", "publish", channel, "{", "--structured");
        wrong.Code.ShouldBe(1);
        wrong.Error.ShouldContain("JSON");
    }

    [Fact]
    public void A_refused_message_is_exit_code_1_with_the_code_of_the_bus()
    {
        var refused = bus.RunAs("alice", "publish", "nowhere:general", "hello", "-o", "table");
        refused.Code.ShouldBe(1);
        refused.Output.ShouldContain("not_found");
    }

    [Fact]
    public void Quiet_publishing_tells_only_what_was_not_delivered() => bus.RunAs("alice", "publish", bus.NextChannel(), "hello", "--quiet").Output.ShouldBeEmpty();

    [Fact]
    public void Following_begins_where_it_is_told_to_and_ends_with_the_limit()
    {
        var channel = bus.NextChannel();
        bus.RunWith(bus.Silo.Token("alice"), "a\nb\nc\n", "publish", channel);
        var first = bus.RunAs("carol", "subscribe", channel, "--from", "beginning", "--limit", "1", "--ack");
        first.Code.ShouldBe(0, first.Error);
        ((string?)Lines(first).Single()["text"]).ShouldBe("a");
        ((string?)Lines(bus.RunAs("carol", "subscribe", channel, "--from", "acknowledged", "--limit", "1")).Single()["text"]).ShouldBe("b");

        var place = Lines(first).Single();
        ((string?)Lines(bus.RunAs("carol", "subscribe", channel, "--from", $"{place["epoch"]}:2", "--limit", "1")).Single()["text"]).ShouldBe("c");
    }

    [Fact]
    public void Several_channels_are_followed_at_once()
    {
        var (one, other) = (bus.NextChannel(), bus.NextChannel());
        bus.RunAs("alice", "publish", one, "in one");
        bus.RunAs("alice", "publish", other, "in the other");
        Lines(bus.RunAs("carol", "subscribe", one, other, "--from", "beginning", "--limit", "2")).Select(static message => (string?)message["text"])
            .ShouldBe(["in one", "in the other"], ignoreOrder: true);
    }

    [Fact]
    public void Tail_prints_the_last_messages_and_raw_their_envelopes_alone()
    {
        var channel = bus.NextChannel();
        bus.RunWith(bus.Silo.Token("alice"), "a\nb\nc\n", "publish", channel);
        Lines(bus.RunAs("bob", "tail", channel, "-n", "2", "--no-follow")).Select(static message => (string?)message["text"]).ShouldBe(["b", "c"]);
        var raw = Lines(bus.RunAs("bob", "tail", channel, "--raw", "--limit", "1")).Single();
        ((string?)raw["content"]!["text"]).ShouldBe("a");
        raw.ContainsKey("stamp").ShouldBeFalse();
    }

    [Fact]
    public void Tail_takes_the_options_of_the_arqon_tool()
    {
        var channel = bus.NextChannel();
        bus.RunAs("alice", "publish", channel, "hello");
        var outcome = Cli.Run("tail", channel, "--ws-url", $"ws://{bus.Silo.Address}", "--jwt", bus.Silo.Token("bob"), "--raw", "--limit", "1");
        outcome.Code.ShouldBe(0, outcome.Error);
        ((string?)Lines(outcome).Single()["content"]!["text"]).ShouldBe("hello");
    }

    [Fact]
    public void Tail_without_a_channel_follows_those_that_the_agent_is_a_member_of()
    {
        var channel = bus.NextChannel();
        var none = bus.RunAs("loner", "tail", "--no-follow");
        none.Code.ShouldBe(1);
        none.Error.ShouldContain("member of no channel");

        bus.RunAs("alice", "publish", channel, "hello");
        bus.RunAs("member", "subscribe", channel, "--from", "beginning", "--limit", "1", "--ack").Code.ShouldBe(0);
        ((string?)Lines(bus.RunAs("member", "tail", "--no-follow")).Last()["text"]).ShouldBe("hello");
    }

    [Fact]
    public void For_people_a_message_is_a_line_that_cannot_move_their_cursor()
    {
        var channel = bus.NextChannel();
        bus.RunAs("alice", "publish", channel, "red \u001b[31m and\r\nmore");
        var shown = bus.RunAs("bob", "tail", channel, "--no-follow", "-o", "table");
        shown.Output.ShouldContain("#1 alice: red \uFFFD[31m and more\n");
    }

    [Fact]
    public async Task A_request_prints_the_reply()
    {
        await using var critic = await bus.ConnectAsync("critic");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var answering = critic.HandleAsync(static (work, cancel) => work.ReplyAsync($"You said: {work.Text}", cancel), cancellationToken: over.Token);
        var outcome = await Task.Run(() => bus.RunAs("alice", "request", "critic", "What?", "--timeout", "30s"), TestContext.Current.CancellationToken);
        outcome.Code.ShouldBe(0, outcome.Error);
        ((string?)Lines(outcome).Single()["text"]).ShouldBe("You said: What?");
        await over.CancelAsync();
        await answering;
    }

    [Fact]
    public void A_request_to_nobody_is_refused()
    {
        var outcome = bus.RunAs("alice", "request", "nobody", "Hello?");
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("agent_not_registered");
    }

    [Fact]
    public async Task A_command_displaces_no_agent_whose_credential_it_uses()
    {
        await using var agent = await bus.ConnectAsync("resident");
        await Task.Run(() => bus.RunAs("resident", "publish", bus.NextChannel(), "hello"), TestContext.Current.CancellationToken);
        agent.Completion.IsCompleted.ShouldBeFalse();
        (await agent.PublishAsync(BusFixture.Room, bus.NextChannel().Split(':')[1], "still here", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }

    private static List<JsonObject> Lines(CommandOutcome outcome) =>
        [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject())];
}
