using AgentBus.Domain.Sequences;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Sequences;

public sealed class ConversationMemoryTests
{
    private static readonly SequenceSettings Settings = new(ConversationEntries: 2, Conversations: 2);
    private readonly ConversationMemory _memory = new();

    [Fact]
    public void A_conversation_holds_what_all_of_its_agents_sent()
    {
        Note("c-1", RecentMessagesTests.Kind("ask"));
        Note("c-1", RecentMessagesTests.Kind("answer") with { Sender = "bob" });

        Senders("c-1").ShouldBe(["alice", "bob"]);
    }

    [Fact]
    public void The_conversation_that_was_used_longest_ago_is_forgotten_first()
    {
        Note("c-1", RecentMessagesTests.Kind("ask"));
        Note("c-2", RecentMessagesTests.Kind("ask"));
        Note("c-1", RecentMessagesTests.Kind("ask"));
        Note("c-3", RecentMessagesTests.Kind("ask"));

        _memory.Count.ShouldBe(2);
        Senders("c-2").ShouldBeNull();
        Senders("c-1").ShouldNotBeNull();
    }

    [Fact]
    public void A_conversation_that_came_back_is_not_whole()
    {
        Note("c-1", RecentMessagesTests.Kind("ask"));

        _memory.Look("c-1", Settings, Scene.Start.AddMinutes(1), static recent => recent.IsComplete(Scene.Start.AddMinutes(1), Settings.Window)).ShouldBeFalse();
    }

    [Fact]
    public void Other_bounds_begin_a_conversation_anew()
    {
        Note("c-1", RecentMessagesTests.Kind("ask"));
        var wider = Settings with { ConversationEntries = 3 };
        _memory.Note("c-1", RecentMessagesTests.Kind("tell"), wider, Scene.Start);

        _memory.Look("c-1", wider, Scene.Start, static recent => recent.Entries.Length).ShouldBe(1);
    }

    private void Note(string conversation, SequenceKind kind) => _memory.Note(conversation, in kind, Settings, Scene.Start);

    private string[]? Senders(string conversation) =>
        _memory.Look(conversation, Settings, Scene.Start, static recent => recent.Entries.ToArray().Select(static entry => entry.Kind.Sender).ToArray());
}
