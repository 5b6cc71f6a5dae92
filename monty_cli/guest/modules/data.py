"""The offer of the modules that read and write data: files in memory, tables, documents, packed and hashed bytes."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer, withheld

_OF_THE_HOST = "it tells of the host, or changes it"
_SYS = withheld(
    "abiflags activate_stack_trampoline addaudithook api_version audit base_exec_prefix base_prefix breakpointhook "
    "builtin_module_names call_tracing copyright deactivate_stack_trampoline displayhook dont_write_bytecode excepthook "
    "exec_prefix executable flags get_asyncgen_hooks get_coroutine_origin_tracking_depth getallocatedblocks getdlopenflags "
    "getfilesystemencodeerrors getfilesystemencoding getprofile getrefcount getsizeof getswitchinterval gettrace "
    "getunicodeinternedsize hash_info is_finalizing is_stack_trampoline_active meta_path modules orig_argv "
    "path path_hooks path_importer_cache platlibdir prefix pycache_prefix set_asyncgen_hooks "
    "set_coroutine_origin_tracking_depth set_int_max_str_digits setdlopenflags setprofile setswitchinterval settrace "
    "stdlib_module_names thread_info unraisablehook warnoptions monitoring last_exc last_type last_value last_traceback",
    _OF_THE_HOST,
) | {
    "setrecursionlimit": "how deep calls may nest is for the host to say",
    "stdin": "a script asks by input() or by calling a function of the host",
}

OFFERS: dict[str, Offer] = {
    "base64": Offer(made=True),
    "binascii": Offer(made=True),
    "csv": Offer(
        "QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC QUOTE_NOTNULL QUOTE_STRINGS",
        made=True,
        omitted={
            "__version__": "it says nothing of Python's version",
            "field_size_limit": "the limit belongs to all programs of a process; it is CPython's own, 131072 characters",
        },
    ),
    "hashlib": Offer(
        made=True, omitted={"file_digest": "read the file and hash its bytes", "scrypt": "one call may take all memory"}
    ),
    "hmac": Offer(
        "compare_digest",
        made=True,
        omitted=dict.fromkeys(("digest_size", "trans_36", "trans_5C"), "it is a part of how HMAC works"),
    ),
    "io": Offer(
        made=True,
        omitted={
            **dict.fromkeys(
                ("BufferedRWPair", "BufferedRandom", "BufferedReader", "BufferedWriter", "FileIO", "TextIOWrapper"),
                "files are opened by open(), which the host answers",
            ),
            "IncrementalNewlineDecoder": "files do it themselves",
            "open": "use the builtin open()",
            "open_code": "there is no code to open",
            "text_encoding": "files are UTF-8 unless they are opened with an encoding",
        },
    ),
    "struct": Offer(made=True),
    "sys": Offer(
        "maxsize maxunicode byteorder hexversion float_repr_style intern getdefaultencoding get_int_max_str_digits",
        made=True,
        omitted=_SYS,
    ),
    "zlib": Offer(
        "DEFLATED DEF_BUF_SIZE DEF_MEM_LEVEL MAX_WBITS ZLIB_RUNTIME_VERSION ZLIB_VERSION Z_BEST_COMPRESSION Z_BEST_SPEED Z_BLOCK "
        "Z_DEFAULT_COMPRESSION Z_DEFAULT_STRATEGY Z_FILTERED Z_FINISH Z_FIXED Z_FULL_FLUSH Z_HUFFMAN_ONLY Z_NO_COMPRESSION Z_NO_FLUSH "
        "Z_PARTIAL_FLUSH Z_RLE Z_SYNC_FLUSH Z_TREES",
        made=True,
        omitted=dict.fromkeys(
            ("compressobj", "decompressobj"), "their state can't be saved: use compress() and decompress()"
        ),
    ),
}
