using AgentBus.Model;

namespace AgentBus.Domain.Tests.Queues;

public sealed class InboxTests
{
    private readonly QueueScene _inbox = new(isInbox: true);

    [Fact]
    public void The_newest_socket_takes_the_place_of_the_one_before()
    {
        _inbox.Add();
        _inbox.Attach("old").ShouldBeEmpty();
        _inbox.HandOut().ShouldBe(["old:1"]);

        _inbox.Attach("new").ShouldBe(["old"]);

        _inbox.HandOut().ShouldBe(["new:1"]);
        _inbox.Attach("side", takes: ConsumerTakes.Replies).ShouldBeEmpty();
    }

    [Fact]
    public void A_consumer_that_wants_only_its_replies_from_now_on_gives_back_the_rest_uncounted()
    {
        _inbox.Attach("socket");
        Await("request", "bob", "socket");
        _inbox.Add(parent: "request", sender: "bob");
        _inbox.Add();
        _inbox.HandOut().Order().ShouldBe(["socket:1", "socket:2"]);

        _inbox.Attach("socket", takes: ConsumerTakes.Replies);

        _inbox.HandOut().ShouldBeEmpty();
        _inbox.Settle("socket", 1).ShouldBeTrue("the reply stays with it");
        _inbox.Settle("socket", 2).ShouldBeFalse();
        _inbox.Attach("socket");
        _inbox.Index.HandOut(_inbox.Now).ShouldHaveSingleItem().Entries.Select(static entry => (entry.Sequence, entry.Attempts)).ShouldBe([(2L, 1)]);
    }

    [Fact]
    public void A_reply_goes_first_to_the_session_that_awaits_it()
    {
        _inbox.Attach("socket");
        _inbox.Attach("side", takes: ConsumerTakes.Replies);
        Await("request", "bob");

        _inbox.Add(parent: "request", sender: "bob");
        _inbox.Add();

        _inbox.HandOut().Order().ShouldBe(["side:1", "socket:2"]);
    }

    [Theory]
    [InlineData("request", "", "mallory")]
    [InlineData("another", "request", "bob")]
    [InlineData("", "", "bob")]
    public void A_message_that_names_another_request_or_comes_from_another_is_an_ordinary_one(string parent, string correlation, string sender)
    {
        _inbox.Attach("socket");
        _inbox.Attach("side", takes: ConsumerTakes.Replies);
        Await("request", "bob");

        _inbox.Add(parent: parent, correlation: correlation, sender: sender);

        _inbox.HandOut().ShouldBe(["socket:1"]);
    }

    [Fact]
    public void The_correlation_names_the_request_where_no_parent_does_and_a_second_reply_is_ordinary()
    {
        _inbox.Attach("socket");
        _inbox.Attach("side", takes: ConsumerTakes.Replies);
        Await("request", "bob");

        _inbox.Add(correlation: "request", sender: "bob");
        _inbox.Add(correlation: "request", sender: "bob");

        _inbox.HandOut().Order().ShouldBe(["side:1", "socket:2"]);
    }

    [Fact]
    public void A_late_reply_is_an_ordinary_message()
    {
        _inbox.Attach("socket");
        _inbox.Attach("side", takes: ConsumerTakes.Replies);
        Await("request", "bob");
        _inbox.Wait(TimeSpan.FromSeconds(10));

        _inbox.Add(parent: "request", sender: "bob");

        _inbox.HandOut().ShouldBe(["socket:1"]);
    }

    [Fact]
    public void A_reply_to_a_session_that_is_gone_is_an_ordinary_message()
    {
        _inbox.Attach("socket");
        _inbox.Attach("side", window: 1, takes: ConsumerTakes.Replies);
        Await("first", "bob");
        Await("second", "bob");
        Await("third", "bob");
        _inbox.Add(parent: "first", sender: "bob");
        _inbox.HandOut().ShouldBe(["side:1"]);
        _inbox.Add(parent: "second", sender: "bob");

        _inbox.Index.Detach("side");
        _inbox.Add(parent: "third", sender: "bob");

        _inbox.HandOut().ShouldBe(["socket:1", "socket:2", "socket:3"]);
    }

    [Fact]
    public void A_reply_comes_though_the_window_is_full_of_messages_that_may_be_waiting_for_it()
    {
        _inbox.Attach("side", window: 1);
        _inbox.Add();
        _inbox.Add();
        _inbox.HandOut().ShouldBe(["side:1"]);
        Await("request", "bob");

        _inbox.Add(parent: "request", sender: "bob");

        _inbox.HandOut().ShouldBe(["side:3"]);
        _inbox.Settle("side", 3).ShouldBeTrue();
        _inbox.HandOut().ShouldBeEmpty("the window is as full as before");
        _inbox.Settle("side", 1).ShouldBeTrue();
        _inbox.HandOut().ShouldBe(["side:2"]);
    }

    [Fact]
    public void A_reply_above_the_clearance_of_the_session_waits_for_one_that_may_see_it()
    {
        _inbox.Attach("side", clearance: 0, takes: ConsumerTakes.Replies);
        Await("request", "bob");
        _inbox.Add(classification: Classification.Secret, parent: "request", sender: "bob");
        _inbox.HandOut().ShouldBeEmpty();

        _inbox.Attach("socket");

        _inbox.HandOut().ShouldBe(["socket:1"]);
    }

    private void Await(string request, string target, string session = "side") => _inbox.Index.Await(
        new AwaitedReply(request, new AgentKey(QueueScene.Tenant, target), session, _inbox.Now.Utc + TimeSpan.FromSeconds(10)), _inbox.Now);
}
