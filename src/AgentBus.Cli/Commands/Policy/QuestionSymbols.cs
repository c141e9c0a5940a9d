using System.CommandLine;
using AgentBus.Cli.Policies;
using AgentBus.Rego;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>What eval, explain and bench have in common: policies, a query, an input and data beside the policies.</summary>
internal sealed class QuestionSymbols
{
    private const string StandardInput = "-";

    private readonly Argument<FileSystemInfo[]> _paths = PolicySymbols.Paths();
    private readonly Option<string> _query = new("--query", "-q") { Description = "What to ask, such as data.agentbus.decision.", Required = true, HelpName = "QUERY" };
    private readonly Option<string?> _input = new("--input", "-i") { Description = "The input document, JSON or YAML; - reads standard input.", HelpName = "FILE|-" };
    private readonly Option<FileInfo> _data = new Option<FileInfo>("--data", "-d") { Description = "A document to merge into data, JSON or YAML.", HelpName = "FILE" }.AcceptExistingOnly();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public void AddTo(Command command, bool onlyPaths)
    {
        _input.Validators.Add(static result =>
        {
            var file = result.GetValueOrDefault<string?>();
            if (file != StandardInput && !File.Exists(file))
            {
                result.AddError($"File does not exist: '{file}'.");
            }
        });
        if (onlyPaths)
        {
            _query.Validators.Add(static result =>
            {
                if (!PolicyQuestion.IsPath(result.GetValueOrDefault<string>()))
                {
                    result.AddError("--query must be a path such as data.agentbus.decision.");
                }
            });
        }

        command.Add(_paths);
        command.Add(_query);
        command.Add(_input);
        command.Add(_data);
        command.Add(_output);
    }

    public OutputFormat Output(ParseResult parsed) => parsed.GetValue(_output) ?? OutputFormat.Table;

    public PolicyQuestion Read(ParseResult parsed, CommandSurroundings surroundings)
    {
        var data = parsed.GetValue(_data) is { } file ? Document.OfFile(file.FullName) : null;
        var policy = PolicyLoader.Load(parsed.GetRequiredValue(_paths), data).Policy;
        var input = parsed.GetValue(_input) switch
        {
            null => null,
            StandardInput => Document.OfText(surroundings.Input.ReadToEnd(), "standard input"),
            var path => Document.OfFile(path),
        };
        return new PolicyQuestion(policy, parsed.GetRequiredValue(_query), input, new EvaluationOptions
        {
            Now = surroundings.Clock.GetUtcNow(), Print = surroundings.Error.WriteLine,
        });
    }
}
