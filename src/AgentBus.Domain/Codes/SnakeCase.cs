using System.Text;

namespace AgentBus.Domain.Codes;

/// <summary>Names of members as the wire and documents write them.</summary>
public static class SnakeCase
{
    /// <summary>A name in Pascal case in lower snake case.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
