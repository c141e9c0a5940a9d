using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentBus.Silo.Logs;

namespace AgentBus.Gateway.Tests.Logs;

/// <summary>Lines of the log have stable ids and a reference (OBS-06, OBS-07).</summary>
public sealed partial class LogEventsTests
{
    private const string Head = """
        # Log

        Written by the test that compares it (`AGENTBUS_WRITE_DOCS=1`); change the `[LoggerMessage]` methods, not this file.

        The silo writes to standard output, one JSON object a line; on a terminal one line of text (`AgentBus:Logs:Format`). Levels stand in
        `Logging:LogLevel`; Debug is off unless switched on.

        | field | what |
        |---|---|
        | `timestamp`, `level`, `component`, `event`, `event_id`, `message` | in every line; the id of an event stays what it is |
        | `correlation_id`, `span_id` | the W3C trace: of the message where it names one (`traceparent`), else of the handshake or request |
        | `client_id`, `agent` | the connection, by its number in this silo, and for whom it is |
        | `message_id`, `sender`, `recipient`, `room`, `channel`, `protocol`, `latency_ms`, `policy_result` | a line for each message, at Debug (1007) |
        | `ehi_score`, `impact_score`, `stage` | a line for each verdict of admission, at Debug (2801) |
        | `command`, `sender`, `latency_ms`, `policy_result` | a line for each command, at Debug (1008) |
        | `exception` | type, message and stack |
        | `sensitive` | nothing was taken out of the line (`AgentBus:Logs:ShowSensitiveDebug`, below INFO only) |

        Other fields are the values in the message, in lower snake case. No line holds a token, a key, a password or what a message says; should
        one turn up in an exception, `ILogRedactor` takes it out by its shape.

        | level | means |
        |---|---|
        | `DEBUG` | for somebody who looks for a fault; off in production |
        | `INFO` | what an operator wants to have read afterwards |
        | `WARN` | something is not as it should be, and the bus goes on |
        | `ERROR` | something failed; the line says what, for whom, and what happens next |
        | `CRITICAL` | the silo cannot go on |

        | id | event | level | in | message |
        |---|---|---|---|---|

        """;

    [Fact]
    public void No_two_lines_have_the_same_id_and_none_is_without()
    {
        LogEvents.All.Count.ShouldBeGreaterThan(40);
        LogEvents.All.Select(static line => line.Id).ShouldBeUnique();
        LogEvents.All.ShouldAllBe(static line => line.Id > 0);
    }

    [Fact]
    public void No_line_has_a_place_for_a_secret_or_for_content() =>
        LogEvents.All.Where(static line => Placeholder().Matches(line.Message).Any(static match => Sensitive().IsMatch(match.Value))).ShouldBeEmpty();

    [Fact]
    public void Every_line_is_declared_and_none_is_written_in_passing() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(static file => CallInPassing().IsMatch(File.ReadAllText(file)))
            .ShouldBeEmpty();

    [Fact]
    public void The_reference_lists_every_line()
    {
        Assert.SkipUnless(LogEvents.All.Any(static line => line.Assembly == "Orleans.Embedded"), "The reference is that of the embedded lane.");
        var text = new StringBuilder(Head);
        foreach (var line in LogEvents.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {line.Id} | `{line.Name}` | `{LogField.Of(line.Level)}` | {line.Assembly} | {line.Message.Replace("|", "\\|", StringComparison.Ordinal)} |");
        }

        GeneratedDocument.Check("docs/logs.md", text.ToString().ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"\{\w+[^}]*\}", RegexOptions.None, 1_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("token|secret|password|credential|body|payload|content", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Sensitive();

    [GeneratedRegex(@"(?<!Math)\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex CallInPassing();
}
