using System.Runtime.CompilerServices;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>The lines of an input that may block: a pipe or a terminal. Cancelling ends the waiting at once, whatever the input does.</summary>
internal static class InputLines
{
    public static async IAsyncEnumerable<string> ReadAsync(TextReader input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A console's reader blocks even where it says that it does not.
        while (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
