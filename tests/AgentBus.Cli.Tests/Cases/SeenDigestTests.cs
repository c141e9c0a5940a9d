using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Cli.Commands.Cases;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cli.Tests.Cases;

public sealed class SeenDigestTests
{
    private const string Message = """{"content":{"text":"deploy 4.2 → prod"},"payload":{"pods":3}}""";

    [Theory]
    [InlineData(null)]
    [InlineData(8)]
    [InlineData(64)]
    public void What_is_shown_is_signed(int? digits) =>
        SeenDigest.Of(Shown(), VoteChoice.Approve, digits is { } count ? Digest[..count].ToUpperInvariant() : null).ShouldBe(Digest);

    [Theory]
    [InlineData("sender", "mallory")]
    [InlineData("target", "ops:other")]
    [InlineData("message_type", "Query")]
    [InlineData("action", "delete")]
    [InlineData("tool", "helm")]
    public void A_digest_of_anything_else_than_what_is_shown_is_not_signed(string field, string other)
    {
        var shown = Shown();
        shown["case"]![field] = other;

        Should.Throw<CommandFailure>(() => SeenDigest.Of(shown, VoteChoice.Reject, null)).Message.ShouldContain("Nothing was signed");
    }

    [Theory]
    [InlineData("tenant", "\"other\"")]
    [InlineData("classification", "\"secret\"")]
    [InlineData("message", """{"content":{"text":"deploy 4.2 → prod"},"payload":{"pods":300}}""")]
    [InlineData("message", """{"content":{"text":"deploy 4.2 → prod"},"headers":{"run-as":"root"},"payload":{"pods":3}}""")]
    public void Nor_is_one_of_another_message(string field, string other)
    {
        var shown = Shown();
        shown[field] = JsonNode.Parse(other);

        Should.Throw<CommandFailure>(() => SeenDigest.Of(shown, VoteChoice.Approve, null)).Message.ShouldContain("Nothing was signed");
    }

    [Theory]
    [InlineData("00000000", "it changed")]
    [InlineData("abc", "at least the first 8")]
    [InlineData("", "at least the first 8")]
    public void A_case_that_changed_since_it_was_seen_gets_no_vote(string seen, string why) =>
        Should.Throw<CommandFailure>(() => SeenDigest.Of(Shown(), VoteChoice.Reject, seen)).Message.ShouldContain(why);

    [Fact]
    public void What_is_not_shown_can_be_rejected_and_not_approved()
    {
        var shown = Shown();
        shown["message"] = null;

        SeenDigest.Of(shown, VoteChoice.Reject, null).ShouldBe(Digest);
        Should.Throw<CommandFailure>(() => SeenDigest.Of(shown, VoteChoice.Approve, null)).Message.ShouldContain("unseen");
    }

    private static string Digest { get; } =
        ActionDigest.Of(new ShownAction("acme", "deployer", "ops:main", "Command", "deploy", "kubectl", "internal", Encoding.UTF8.GetBytes(Message)))!;

    private static JsonObject Shown() => new()
    {
        ["case"] = new JsonObject
        {
            ["sender"] = "deployer", ["target"] = "ops:main", ["message_type"] = "Command", ["action"] = "deploy", ["tool"] = "kubectl",
        },
        ["tenant"] = "acme",
        ["classification"] = "internal",
        ["digest"] = Digest,
        ["message"] = JsonNode.Parse(Message),
    };
}
