using System.Buffers;
using System.Text;
using AgentBus.Model;
using AgentBus.Protocol.Frames;
using AgentBus.Silo.Gateway.Encodings;
using AgentBus.Silo.Gateway.FanOut;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Units;

public sealed class EncodedBatchTests
{
    private readonly EncodedBatch _batch = new(new DeliveryWriter("science", "general"));

    [Fact]
    public void A_batch_is_written_once_for_all_who_take_the_same_text()
    {
        var text = new CountingText();
        TextSink[] sinks = [new(text), new(text), new(text)];
        _batch.Fill(1, [Message(1), Message(2)], DateTimeOffset.UnixEpoch);

        foreach (var sink in sinks)
        {
            _batch.DeliverTo(sink, nextSequence: 1, clearance: 5).ShouldBeTrue();
        }

        text.Written.ShouldBe(2);
        sinks.ShouldAllBe(static sink => sink.Heard == "1\n2\n");
    }

    [Fact]
    public void Who_takes_frames_costs_no_text()
    {
        var sink = new RecordingSink();
        _batch.Fill(1, [Message(1)], DateTimeOffset.UnixEpoch);

        _batch.DeliverTo(sink, nextSequence: 1, clearance: 5).ShouldBeTrue();

        sink.Heard.ShouldBe(["1"]);
    }

    [Fact]
    public void Text_holds_to_place_and_clearance_as_frames_do()
    {
        var sink = new TextSink(new CountingText());
        _batch.Fill(1, [Message(1), Message(2, Classification.Secret), Message(3)], DateTimeOffset.UnixEpoch);

        _batch.DeliverTo(sink, nextSequence: 2, clearance: 0).ShouldBeTrue();

        sink.Heard.ShouldBe("3\n");
    }

    [Fact]
    public void What_a_text_has_no_words_for_ends_those_who_take_it_and_nobody_else()
    {
        var (text, frames) = (new TextSink(new WordlessText()), new RecordingSink());
        _batch.Fill(1, [Message(1)], DateTimeOffset.UnixEpoch);

        _batch.DeliverTo(text, nextSequence: 1, clearance: 5).ShouldBeFalse();
        _batch.DeliverTo(frames, nextSequence: 1, clearance: 5).ShouldBeTrue();

        text.Failure.ShouldNotBeNull().Code.ShouldBe(Code.Internal);
        frames.Heard.ShouldBe(["1"]);
    }

    [Fact]
    public void A_batch_that_is_filled_again_is_written_again()
    {
        var sink = new TextSink(new CountingText());
        _batch.Fill(1, [Message(1)], DateTimeOffset.UnixEpoch);
        _batch.DeliverTo(sink, nextSequence: 1, clearance: 5);
        _batch.Fill(1, [Message(2)], DateTimeOffset.UnixEpoch);

        _batch.DeliverTo(sink, nextSequence: 1, clearance: 5);

        sink.Heard.ShouldBe("1\n2\n");
    }

    private static ChannelMessage Message(long sequence, Classification classification = Classification.Public) =>
        new(sequence, $"m-{sequence}", DateTimeOffset.UnixEpoch, null, classification, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);

    private sealed class CountingText : IDeliveryText
    {
        public int Written { get; private set; }

        public void Write(IBufferWriter<byte> output, Wire.Delivery delivery)
        {
            Written++;
            output.Write(Encoding.ASCII.GetBytes($"{delivery.Sequence}\n"));
        }
    }

    private sealed class WordlessText : IDeliveryText
    {
        public void Write(IBufferWriter<byte> output, Wire.Delivery delivery) => throw new FormatException();
    }

    private sealed class TextSink(IDeliveryText deliveries) : IFrameSink, ITextSink
    {
        private readonly StringBuilder _heard = new();

        public string Heard => _heard.ToString();

        public ITextSink Text => this;

        public IDeliveryText Deliveries => deliveries;

        public bool TryDeliver(ReadOnlySpan<byte> frames, int deliveries) => throw new InvalidOperationException("It takes text.");

        public bool TryDeliverText(ReadOnlySpan<byte> text)
        {
            _heard.Append(Encoding.ASCII.GetString(text));
            return true;
        }

        public Refusal? Failure { get; private set; }

        public void Fail(Refusal reason) => Failure = reason;

        public Task WaitForRoomAsync() => Task.CompletedTask;
    }
}
