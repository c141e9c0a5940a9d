using System.Collections.Concurrent;

namespace AgentBus.TestKit;

/// <summary>Reads the log of a process for secrets that tests planted (OBS-08). Thread-safe.</summary>
public sealed class SecretWatch
{
    /// <summary>Stands in what messages of tests say; no log may hold it.</summary>
    public const string Body = "planted-body-5e1f0c";

    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal) { [Body] = "what a message says" };
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Something that no log may hold from now on, nor may have held before.</summary>
    public void Plant(string what, string secret) => _secrets[secret] = what;

    /// <summary>A token, and its signature alone.</summary>
    public void PlantToken(string token)
    {
        Plant("a token", token);
        if (token[(token.LastIndexOf('.') + 1)..] is { Length: > 16 } signature)
        {
            Plant("a token's signature", signature);
        }
    }

    public void Read(string line) => _lines.Enqueue(line);

    /// <summary>Looks through all that was read.</summary>
    /// <exception cref="InvalidOperationException">A secret stands in it; the message does not repeat it.</exception>
    public void Verify()
    {
        foreach (var line in _lines)
        {
            foreach (var (secret, what) in _secrets)
            {
                if (line.Contains(secret, StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"The log holds {what}: {line.Replace(secret, "[here]", StringComparison.Ordinal)}");
                }
            }
        }
    }
}
