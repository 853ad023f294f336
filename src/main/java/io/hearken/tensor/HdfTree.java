package io.hearken.tensor;

import static io.hearken.tensor.HdfRefusal.demand;
import static io.hearken.tensor.Shown.shown;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.Message;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks an HDF5 file's groups from the root down, and gathers what is there.
 *
 * <p>It goes step by step with jHDF's parts instead of asking jHDF's own file for its children: so
 * it sees links before they are followed, and {@link HdfBytes} what is read. jHDF takes memory for
 * whatever a file claims when it unpacks chunks or reads the newest indexes of them, so that is
 * done here.
 */
final class HdfTree {
    private static final int DEEPEST = 24;
    private static final int MOST_HOPS = 16;
    private static final int SOFT_LINK = 2;

    private final HdfBytes file;
    private final HdfText text;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> skipped = new HashMap<>();
    private final Map<String, Map<String, List<String>>> texts = new HashMap<>();
    private final Map<String, String> softLinks = new LinkedHashMap<>();
    private final Map<Long, Tensor> known = new HashMap<>();
    private final Set<Long> above = new HashSet<>();

    private HdfTree(HdfBytes file) {
        this.file = file;
        this.text = new HdfText(file);
    }

    static HdfTree read(byte[] bytes) {
        ByteBuffer start = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Superblock superblock = Superblock.readSuperblock(start);
        demand(
                superblock.getSizeOfOffsets() == Long.BYTES
                        && superblock.getSizeOfLengths() == Long.BYTES
                        && superblock.getBaseAddressByte() == 0,
                "the HDF5 file has offsets of other than 64 bits, counted from its start");
        HdfBytes file = new HdfBytes(bytes, superblock);
        HdfTree tree = new HdfTree(file);
        tree.add("/", root(file, superblock), 0);
        tree.followSoftLinks();
        return tree;
    }

    private static long root(HdfBytes file, Superblock superblock) {
        if (superblock instanceof Superblock.SuperblockV0V1 old) {
            return new SymbolTableEntry(file, old.getRootGroupSymbolTableAddress())
                    .getObjectHeaderAddress();
        }
        return ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** What the datasets hold that are not among the tensors, by path. */
    Map<String, String> skipped() {
        return skipped;
    }

    /** By path, then by attribute. */
    Map<String, Map<String, List<String>>> texts() {
        return texts;
    }

    private void add(String path, long address, int depth) {
        demand(depth <= DEEPEST, "the HDF5 file's groups are nested deeper than %d", DEEPEST);
        ObjectHeader header = ObjectHeader.readObjectHeader(file, address);
        addTexts(path, header);
        if (header.hasMessageOfType(DataSpaceMessage.class)) {
            addDataset(path, address, header);
            return;
        }
        demand(above.add(address), "the HDF5 file's group %s holds itself", shown(path));
        if (header.hasMessageOfType(SymbolTableMessage.class)) {
            addOldGroup(path, header.getMessageOfType(SymbolTableMessage.class), depth);
        } else if (header.hasMessageOfType(LinkInfoMessage.class)) {
            addNewGroup(path, header, depth);
        }
        above.remove(address);
    }

    private void addDataset(String path, long address, ObjectHeader header) {
        HdfNumbers numbers = new HdfNumbers(file, path, header);
        if (numbers.type().isEmpty()) {
            skipped.put(path, numbers.kind());
            return;
        }
        Tensor tensor = known.get(address);
        if (tensor == null) {
            tensor = numbers.read();
            known.put(address, tensor);
        }
        tensors.put(path, tensor);
    }

    /** A B-tree of tables; the names lie in a heap. */
    private void addOldGroup(String path, SymbolTableMessage table, int depth) {
        ByteBuffer names = new LocalHeap(file, table.getLocalHeapAddress()).getDataBuffer();
        BTreeV1 nodes = BTreeV1.createGroupBTree(file, table.getBTreeAddress());
        for (long address : nodes.getChildAddresses()) {
            GroupSymbolTableNode node = new GroupSymbolTableNode(file, address);
            for (SymbolTableEntry entry : node.getSymbolTableEntries()) {
                String child = child(path, name(names, entry.getLinkNameOffset()));
                if (entry.getCacheType() == SOFT_LINK) {
                    softLinks.put(child, name(names, entry.getLinkValueOffset()));
                } else {
                    add(child, entry.getObjectHeaderAddress(), depth + 1);
                }
            }
        }
    }

    private String name(ByteBuffer names, int at) {
        String name = Utils.readUntilNull(names.position(at));
        file.unpack(name.length());
        return name;
    }

    /** Links lie in the header, or if they are many, in a heap. */
    private void addNewGroup(String path, ObjectHeader header, int depth) {
        LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
        List<LinkMessage> links = new ArrayList<>(header.getMessagesOfType(LinkMessage.class));
        if (info.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
            FractalHeap heap = new FractalHeap(file, info.getFractalHeapAddress());
            BTreeV2<LinkNameForIndexedGroupRecord> names =
                    new BTreeV2<>(file, info.getBTreeNameIndexAddress());
            for (LinkNameForIndexedGroupRecord name : names.getRecords()) {
                links.add(LinkMessage.fromBuffer(heap.getId(name.getId()), file.getSuperblock()));
            }
        }
        for (LinkMessage link : links) {
            addLink(child(path, link.getLinkName()), link, depth);
        }
    }

    private void addLink(String path, LinkMessage link, int depth) {
        file.unpack(path.length());
        switch (link.getLinkType()) {
            case HARD -> add(path, link.getHardLinkAddress(), depth + 1);
            case SOFT -> softLinks.put(path, link.getSoftLink());
            case EXTERNAL ->
                    demand(
                            false,
                            "refused: %s of the HDF5 file links to another file, %s",
                            shown(path),
                            shown(link.getExternalFile()));
        }
    }

    private static String child(String path, String name) {
        return path.equals("/") ? "/" + name : path + "/" + name;
    }

    private void addTexts(String path, ObjectHeader header) {
        Map<String, List<String>> own = new HashMap<>();
        for (AttributeMessage attribute : attributes(header)) {
            text.read(attribute).ifPresent(lines -> own.put(attribute.getName(), lines));
        }
        if (!own.isEmpty()) {
            texts.put(path, own);
        }
    }

    /** They too lie in the header, or if they are many, in a heap. */
    private List<AttributeMessage> attributes(ObjectHeader header) {
        List<AttributeMessage> attributes =
                new ArrayList<>(header.getMessagesOfType(AttributeMessage.class));
        if (header.hasMessageOfType(AttributeInfoMessage.class)) {
            AttributeInfoMessage info = header.getMessageOfType(AttributeInfoMessage.class);
            if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
                FractalHeap heap = new FractalHeap(file, info.getFractalHeapAddress());
                BTreeV2<AttributeNameForIndexedAttributesRecord> names =
                        new BTreeV2<>(file, info.getAttributeNameBTreeAddress());
                for (AttributeNameForIndexedAttributesRecord name : names.getRecords()) {
                    attributes.add(
                            new AttributeMessage(
                                    heap.getId(name.getHeapId()), file, Message.BASIC_FLAGS));
                }
            }
        }
        return attributes;
    }

    /** Those that lead to a dataset give it another name; others lead nowhere. */
    private void followSoftLinks() {
        for (String link : softLinks.keySet()) {
            String path = link;
            for (int hops = 0; softLinks.containsKey(path); hops++) {
                demand(
                        hops < MOST_HOPS,
                        "refused: the HDF5 file's soft link %s leads in a circle",
                        shown(link));
                String target = softLinks.get(path);
                String group = path.substring(0, path.lastIndexOf('/'));
                path = target.startsWith("/") ? target : group + "/" + target;
            }
            Tensor tensor = tensors.get(path);
            if (tensor != null) {
                tensors.put(link, tensor);
            }
        }
    }
}
