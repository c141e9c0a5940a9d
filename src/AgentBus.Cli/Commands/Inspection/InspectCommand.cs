using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Cli.Rendering;
using AgentBus.Domain.Inspection;

namespace AgentBus.Cli.Commands.Inspection;

/// <summary>agentbus inspect: what inspection finds in texts, as it would in messages; asks no bus.</summary>
internal sealed class InspectCommand : ExampleCommand
{
    private const string StandardInput = "-";

    private readonly CommandSurroundings _surroundings;
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with a text on each line; - or none reads standard input. A line that is a JSON string is the text it stands for.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object a line for each text, also on a terminal." };

    public InspectCommand(CommandSurroundings surroundings)
        : base(
            "inspect",
            "Says what inspection finds in texts: secrets and personal data. It prints where they are, not what they are.",
            "agentbus inspect texts.txt",
            "echo 'write to jane@mail.test' | agentbus inspect --json")
    {
        _surroundings = surroundings;
        Add(_files);
        Add(_json);
        SetAction(Inspect);
    }

    private int Inspect(ParseResult parsed)
    {
        var asJson = parsed.GetValue(_json) || !_surroundings.OutputIsTerminal;
        var files = parsed.GetValue(_files) is { Length: > 0 } named ? named : [StandardInput];
        foreach (var text in files.SelectMany(Lines).Select(TextOf))
        {
            Write(TextInspector.Default.Inspect(text), asJson);
        }

        return ExitCodes.Done;
    }

    private IEnumerable<string> Lines(string file)
    {
        if (file != StandardInput)
        {
            return File.ReadLines(file);
        }

        return FromInput();

        IEnumerable<string> FromInput()
        {
            while (_surroundings.Input.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }

    private static string TextOf(string line)
    {
        if (!line.StartsWith('"'))
        {
            return line;
        }

        try
        {
            return JsonSerializer.Deserialize<string>(line) ?? line;
        }
        catch (JsonException)
        {
            return line;
        }
    }

    private void Write(TextInspection inspection, bool asJson)
    {
        var decision = inspection.Decision switch
        {
            InspectionDecision.Block => "block",
            InspectionDecision.AllowWithRedaction => "allow_with_redaction",
            _ => "allow",
        };
        if (asJson)
        {
            var findings = inspection.Findings.Select(static f => (JsonNode)new JsonObject { ["type"] = f.Type, ["start"] = f.Start, ["end"] = f.End, ["score"] = f.Score, ["detector"] = f.Detector });
            JsonOutput.WriteLine(_surroundings.Output, new JsonObject { ["decision"] = decision, ["findings"] = new JsonArray([.. findings]) });
            return;
        }

        _surroundings.Output.WriteLine(decision);
        foreach (var finding in inspection.Findings)
        {
            _surroundings.Output.WriteLine($"  {finding.Type} {finding.Start}-{finding.End} {finding.Score:0.00} {finding.Detector}");
        }
    }
}
