using System.Text;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

/// <summary>A scene whose pipeline has the stage impact.</summary>
internal static class ImpactScene
{
    public static Scene New(ImpactSettings? settings = null, IImpactScorer? scorer = null, FaultList? faults = null, string text = "")
    {
        var scene = new Scene { Governance = [new ImpactStage(scorer ?? new WeightedScorer(), faults ?? new FaultList(), new OneText(text))] };
        return scene with { Settings = scene.Settings with { Impact = settings } };
    }

    internal sealed class FaultList : IStageFaults
    {
        public List<(string Stage, Exception Fault)> Faults { get; } = [];

        public void Failed(string stage, Exception fault) => Faults.Add((stage, fault));
    }

    internal sealed class OneText(string text) : IMessageText
    {
        public void Read(Envelope envelope, TextSheet sheet) => sheet.Add(0, SheetPart.Text, default, default, Encoding.UTF8.GetBytes(text));

        public Envelope Change(Envelope envelope, ReadOnlySpan<TextChange> changes) => throw new NotSupportedException("Scoring reads texts and changes none.");
    }
}
