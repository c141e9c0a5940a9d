using System.Text;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class ActionDigestTests
{
    private const string Body = """{"content":{"text":"deploy 4.2"},"payload":{"a":1,"b":2}}""";

    private static readonly Envelope Message = Scene.Message with { Action = "deploy", Tool = "kubectl" };

    [Fact]
    public void How_a_message_travels_is_no_part_of_it() =>
        Of(Message with { MessageId = "m-2", IdempotencyKey = "k", ExpiresAt = Scene.Start, TraceParent = "t", ApprovalId = "case-1", CorrelationId = "c", Encoded = new byte[3] })
            .ShouldBe(Of(Message));

    [Fact]
    public void White_space_and_the_order_of_names_are_no_part_of_it() =>
        Of(Message, """{ "payload": {"b":2.0, "a":1}, "content": {"text":"deploy 4.2"} }""").ShouldBe(Of(Message));

    [Fact]
    public void Whatever_it_does_is_part_of_it()
    {
        string?[] digests =
        [
            Of(Message),
            Of(Message with { Action = "delete" }),
            Of(Message with { Tool = "helm" }),
            Of(Message with { Type = MessageType.Command }),
            Of(Message, """{"content":{"text":"deploy 4.3"},"payload":{"a":1,"b":2}}"""),
            Of(Message, """{"content":{"text":"deploy 4.2"},"payload":{"a":1,"b":3}}"""),
            Of(Message, target: "ops:other"),
            Of(Message, sender: new AgentKey("acme", "bob")),
            Of(Message, sender: new AgentKey("other", "alice")),
            Of(Message, classification: Classification.Secret),
        ];

        digests.ShouldBeUnique();
        digests.ShouldAllBe(static digest => digest!.Length == 64);
    }

    [Fact]
    public void What_has_no_one_form_has_no_digest() => Of(Message, """{"a":1,"a":2}""").ShouldBeNull();

    private static string? Of(
        Envelope message, string body = Body, string target = "ops:main", AgentKey? sender = null, Classification classification = Classification.Internal) =>
        ActionDigest.Of(message, sender ?? new AgentKey("acme", "alice"), target, classification, Encoding.UTF8.GetBytes(body));
}
