using System.CommandLine;
using System.Text.RegularExpressions;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Command = System.CommandLine.Command;
using Option = System.CommandLine.Option;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>The options that say what a message is, besides its text.</summary>
internal sealed partial class MessageSymbols
{
    private readonly Option<MessageType?> _type = Named<MessageType>("--type", "What kind of message it is, such as event, command, query or task_request.");
    private readonly Option<Priority?> _priority = Named<Priority>("--priority", "low, normal, high or critical.");
    private readonly Option<TimeSpan?> _expires = Parsing.Span("--expires", "It is worth nothing after so long.");
    private readonly Option<string?> _conversation = new("--conversation") { Description = "The conversation that it belongs to.", HelpName = "ID" };
    private readonly Option<string?> _action = new("--action") { Description = "What it means to do, such as deploy; policies and scores go by it.", HelpName = "NAME" };
    private readonly Option<string?> _tool = new("--tool") { Description = "The tool that it means to use.", HelpName = "NAME" };
    private readonly Option<bool> _requiresApproval = new("--requires-approval") { Description = "People have to approve it before it is delivered." };
    private readonly Option<string?> _approval = new("--approval") { Description = "The approval that people gave for it: the id of the case. It goes by it once.", HelpName = "ID" };
    private readonly Option<string?> _parent = new("--parent") { Description = "The message that it is part of, or answers.", HelpName = "ID" };
    private readonly Option<bool> _structured = new("--structured") { Description = "The text is a JSON object, sent as structured content." };
    private readonly Option<bool> _envelope = new("--envelope") { Description = "The text is a whole envelope in JSON, as tail --raw prints it." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_type, _priority, _expires, _conversation, _action, _tool, _requiresApproval, _approval, _parent, _structured, _envelope])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_structured) && result.GetValue(_envelope))
            {
                result.AddError("--structured and --envelope exclude each other.");
            }
        });
    }

    /// <summary>The message of a text.</summary>
    /// <exception cref="FormatException">The text is not the JSON that the options say it is.</exception>
    public Envelope Make(ParseResult parsed, string text, DateTimeOffset now)
    {
        var envelope = parsed.GetValue(_envelope) ? ReadJson(Envelope.Parser, text)
            : new Envelope { Content = parsed.GetValue(_structured) ? new Content { Structured = ReadJson(Struct.Parser, text) } : new Content { Text = text } };
        if (parsed.GetValue(_type) is { } type)
        {
            envelope.MessageType = type;
        }

        if (parsed.GetValue(_priority) is { } priority)
        {
            envelope.Priority = priority;
        }

        if (parsed.GetValue(_expires) is { } span)
        {
            envelope.ExpiresAt = Timestamp.FromDateTimeOffset(now + span);
        }

        envelope.ConversationId = parsed.GetValue(_conversation) ?? envelope.ConversationId;
        envelope.Action = parsed.GetValue(_action) ?? envelope.Action;
        envelope.Tool = parsed.GetValue(_tool) ?? envelope.Tool;
        envelope.RequiresApproval |= parsed.GetValue(_requiresApproval);
        envelope.ApprovalId = parsed.GetValue(_approval) ?? envelope.ApprovalId;
        envelope.ParentId = parsed.GetValue(_parent) ?? envelope.ParentId;
        return envelope;
    }

    private static T ReadJson<T>(MessageParser<T> parser, string text)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseJson(text);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new FormatException($"The message is not the JSON that it should be: {e.Message}", e);
        }
    }

    private static Option<T?> Named<T>(string name, string description)
        where T : struct, System.Enum
    {
        var names = System.Enum.GetNames<T>().Where(static value => value != "Unspecified").Select(static value => WordStart().Replace(value, "_").ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToArray();
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = name[2..].ToUpperInvariant(),
            CustomParser = result => names.Contains(result.Tokens[0].Value, StringComparer.Ordinal)
                ? System.Enum.Parse<T>(result.Tokens[0].Value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)
                : Parsing.Refuse<T?>(result, $"{name} is one of {string.Join(", ", names)}."),
        }.WithCompletions(names);
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1_000)]
    private static partial Regex WordStart();
}
