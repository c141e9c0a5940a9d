using System.CommandLine;

namespace AgentBus.Cli.Commands.State;

/// <summary>agentbus completion: the script by which a shell completes this tool's commands. The words come from the tool itself.</summary>
internal sealed class CompletionCommand : ExampleCommand
{
    private const string Bash = """
        _agentbus() {
            local line="${COMP_LINE:0:COMP_POINT}"
            local IFS=$'\n'
            COMPREPLY=($(agentbus "[suggest:${#line}]" "$line" 2>/dev/null | grep -F -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _agentbus agentbus
        """;

    private const string Zsh = """
        #compdef agentbus
        _agentbus() {
            local -a found
            found=("${(@f)$(agentbus "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found || _files
        }
        compdef _agentbus agentbus
        """;

    private const string Fish = """
        function __agentbus_complete
            set -l line (commandline --cut-at-cursor --current-process)
            agentbus "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete --command agentbus --arguments '(__agentbus_complete)'
        """;

    private readonly CommandSurroundings _surroundings;
    private readonly Argument<string> _shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." }.AcceptOnlyFromAmong("bash", "zsh", "fish");

    public CompletionCommand(CommandSurroundings surroundings)
        : base(
            "completion",
            "Prints the script that lets a shell complete commands and options.",
            "source <(agentbus completion bash)",
            "agentbus completion zsh > ~/.zfunc/_agentbus",
            "agentbus completion fish > ~/.config/fish/completions/agentbus.fish")
    {
        _surroundings = surroundings;
        Add(_shell);
        SetAction(Print);
    }

    private int Print(ParseResult parsed)
    {
        _surroundings.Output.WriteLine(parsed.GetRequiredValue(_shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
        return ExitCodes.Done;
    }
}
