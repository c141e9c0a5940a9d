using System.Globalization;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

/// <summary>The decisions that docs/impact.md works by hand.</summary>
internal static class ImpactDocument
{
    public static IReadOnlyList<Decision> Decisions { get; } = Read();

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Decision[] Read()
    {
        var rows = SourceTree.Lines("docs/impact.md")
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(static line => line[1..line.LastIndexOf('|')].Split('|').Select(static cell => cell.Trim()).ToArray())
            .Where(static cells => int.TryParse(cells[0], CultureInfo.InvariantCulture, out _))
            .ToArray();
        var worked = rows.Where(static cells => cells.Length == 3).ToDictionary(static cells => cells[0]);
        return [.. rows.Where(static cells => cells.Length == 18).Select(cells => new Decision(cells, worked[cells[0]][1], worked[cells[0]][2]))];
    }

    /// <summary>One row.</summary>
    /// <param name="Cells">What the message is, and what is decided.</param>
    /// <param name="ImpactSum">How its impact comes about.</param>
    /// <param name="EhiSum">How its EHI comes about.</param>
    internal sealed record Decision(string[] Cells, string ImpactSum, string EhiSum)
    {
        public ImpactInput Input()
        {
            var settings = new CompiledImpact(null, Cells[1]);
            return new ImpactInput
            {
                Settings = settings,
                Type = Enum.Parse<MessageType>(Cells[2]),
                Action = settings.Read(Cells[3]),
                Tool = settings.Read(Cells[4]),
                Priority = Enum.Parse<Priority>(Cells[5]),
                Classification = Enum.Parse<Classification>(Cells[6]),
                Findings = Cells[7].Length == 0 ? [] : [Cells[7]],
                IsUninspectable = Cells[8] == "yes",
                Reach = Enum.Parse<Reach>(Cells[9]),
                Used = Number(Cells[10]),
                IsPrivileged = Cells[11] == "admin",
                StakeWords = (int)Number(Cells[12]),
                DoubtWords = (int)Number(Cells[13]),
            };
        }

        public double? SenderEhi => Cells[14].Length == 0 ? null : Number(Cells[14]);

        public double Impact => Number(Cells[15]);

        public double Ehi => Number(Cells[16]);

        public string Outcome => Cells[17];

        public override string ToString() => $"decision {Cells[0]}";
    }
}
