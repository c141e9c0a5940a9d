using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>
/// The digest that a vote names, made here of the message that the bus shows: a bus that is wrong, or in other hands, could show one message and have another one
/// signed. What the reviewer saw before is theirs to name, since a case may change between a look and a vote.
/// </summary>
internal static class SeenDigest
{
    /// <summary>The fewest digits by which a reviewer may name what they saw.</summary>
    public const int MinDigits = 8;

    /// <summary>The digest.</summary>
    /// <param name="shown">The case, as the bus shows it.</param>
    /// <param name="choice">What is voted; a message that is not shown can be rejected, never approved.</param>
    /// <param name="seen">The first digits of the digest that the reviewer saw; null: they name none.</param>
    /// <exception cref="CommandFailure">It is not that of what is shown, or of what was seen.</exception>
    public static string Of(JsonObject shown, VoteChoice choice, string? seen)
    {
        var named = shown["digest"]!.GetValue<string>();
        if (seen is not null && (seen.Length < MinDigits || !named.StartsWith(seen, StringComparison.OrdinalIgnoreCase)))
        {
            throw new CommandFailure(seen.Length < MinDigits
                ? $"--digest takes at least the first {MinDigits} digits."
                : $"The case has the digest {named}, not the one that you saw: it changed. Look at it again (cases show), then vote.");
        }

        if (shown["message"] is not JsonObject message)
        {
            return choice != VoteChoice.Approve ? named : throw new CommandFailure(
                "The bus does not show you what the message says: its case is over, or it is classified above your clearance. Nothing is approved unseen.");
        }

        var of = shown["case"]!.AsObject();
        var made = ActionDigest.Of(new ShownAction(
            Text(shown, "tenant"), Text(of, "sender"), Text(of, "target"), Text(of, "message_type"), Text(of, "action"), Text(of, "tool"), Text(shown, "classification"), Encoding.UTF8.GetBytes(message.ToJsonString())));
        return made == named ? named : throw new CommandFailure(
            "The digest that the bus names is not that of the message that it shows. Nothing was signed; tell those who run the bus.");
    }

    private static string Text(JsonObject of, string name) => of[name]?.GetValue<string>() ?? "";
}
